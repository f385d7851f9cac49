/** The databases that a provider can stand on. */
@NullMarked
package dev.symbolon.benchmark.store;

import org.jspecify.annotations.NullMarked;
