/** Measures the whole program under load, beside what the machine could do at best. */
@NullMarked
package dev.symbolon.benchmark;

import org.jspecify.annotations.NullMarked;
