/** Other providers on the same work, with the same load generator on the same machine: downloaded, set up as they want it, run, and ended. */
@NullMarked
package dev.symbolon.benchmark.peer;

import org.jspecify.annotations.NullMarked;
