package dev.symbolon.server;

import java.util.Map;
import java.util.TreeMap;

/** A span as it arrived (opentelemetry/proto/trace/v1/trace.proto). */
record CollectedSpan(
        String traceId, String id, String parent, String name, Map<String, String> attributes, boolean isError) {

    private static final int STATUS_ERROR = 2;

    static CollectedSpan of(Protobuf span) {
        Map<String, String> attributes = new TreeMap<>();
        for (Protobuf attribute : span.messages(9)) {
            Protobuf value = attribute.messages(2).getFirst();
            String text = value.text(1);
            attributes.put(attribute.text(1), text.isEmpty() ? Long.toString(value.number(3)) : text);
        }
        boolean isError = span.messages(15).stream().anyMatch(status -> status.number(3) == STATUS_ERROR);
        return new CollectedSpan(span.hex(1), span.hex(2), span.hex(4), span.text(5), attributes, isError);
    }
}
