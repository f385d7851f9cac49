/** Drives the demo as people and independent clients do: with a real browser and over real sockets. */
@NullMarked
package dev.symbolon.endtoend;

import org.jspecify.annotations.NullMarked;
