/** The provider in numbers, for Prometheus: the only importer of Micrometer. */
@NullMarked
package dev.symbolon.server.audit.metrics;

import org.jspecify.annotations.NullMarked;
