/** What was measured, for people and for programs. */
@NullMarked
package dev.symbolon.benchmark.report;

import org.jspecify.annotations.NullMarked;
