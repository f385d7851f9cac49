/** Puts load on something: so many at a time, or so many a second; and keeps how long each answer took. */
@NullMarked
package dev.symbolon.benchmark.load;

import org.jspecify.annotations.NullMarked;
