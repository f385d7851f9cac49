/** Which request led to what: spans, sent to a collector. The only importer of OpenTelemetry, none of which is loaded unless there is one. */
@NullMarked
package dev.symbolon.server.audit.tracing;

import org.jspecify.annotations.NullMarked;
