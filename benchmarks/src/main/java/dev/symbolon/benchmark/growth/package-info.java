/** Fills a database with as much as a provider has after years, and measures what that costs. */
@NullMarked
package dev.symbolon.benchmark.growth;

import org.jspecify.annotations.NullMarked;
