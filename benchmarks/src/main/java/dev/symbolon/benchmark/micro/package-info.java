/** What the hot pieces cost one by one, measured by JMH. */
@NullMarked
package dev.symbolon.benchmark.micro;

import org.jspecify.annotations.NullMarked;
