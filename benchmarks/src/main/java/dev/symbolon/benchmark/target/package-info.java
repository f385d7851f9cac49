/** A provider under load: where it is, how people sign in to it, and the operations that are measured, each answer checked. */
@NullMarked
package dev.symbolon.benchmark.target;

import org.jspecify.annotations.NullMarked;
