package dev.symbolon.example.webapp.page;

import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON with line breaks, as people read it. */
final class JsonText {

    private static final String STEP = "  ";

    private JsonText() {}

    /** The text indented, or as it is if it is no JSON object. */
    static String indented(String text) {
        try {
            return indented(JsonObject.parse(text).members(), "");
        } catch (JsonException e) {
            return text;
        }
    }

    static String indented(@Nullable Object value) {
        return indented(value, "");
    }

    private static String indented(@Nullable Object value, String indent) {
        String deeper = indent + STEP;
        return switch (value) {
            case Map<?, ?> map when map.isEmpty() -> "{}";
            case List<?> list when list.isEmpty() -> "[]";
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> deeper + quoted(entry.getKey()) + ": " + indented(entry.getValue(), deeper))
                        .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
            case List<?> list ->
                list.stream()
                        .map(element -> deeper + indented(element, deeper))
                        .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
            case String text -> quoted(text);
            case null -> "null";
            default -> value.toString();
        };
    }

    private static String quoted(Object text) {
        String pair = JsonObject.of(Map.of("", text)).toString();
        return pair.substring(pair.indexOf(':') + 1, pair.length() - 1).strip();
    }
}
