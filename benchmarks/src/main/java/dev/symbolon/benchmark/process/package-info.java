/** Runs programs as processes of their own, and asks the operating system what they used. */
@NullMarked
package dev.symbolon.benchmark.process;

import org.jspecify.annotations.NullMarked;
