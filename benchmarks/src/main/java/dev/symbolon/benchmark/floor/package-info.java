/** What the machine needs at the very least for the work that an operation cannot do without. */
@NullMarked
package dev.symbolon.benchmark.floor;

import org.jspecify.annotations.NullMarked;
