/** The smallest HTTP/1.1 client that a load generator needs, so that the load costs little beside what is measured. */
@NullMarked
package dev.symbolon.benchmark.http;

import org.jspecify.annotations.NullMarked;
