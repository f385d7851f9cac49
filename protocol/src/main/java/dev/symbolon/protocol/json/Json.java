package dev.symbolon.protocol.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes JSON: at most 1,048,576 characters, 32 levels deep, no name twice in an object. */
final class Json {

    private static final int MOST_CHARACTERS = 1 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MOST_CHARACTERS)
                            .maxNestingDepth(32)
                            .maxStringLength(MOST_CHARACTERS)
                            .maxNumberLength(100)
                            .maxNameLength(1000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private Json() {}

    static Map<?, ?> readObject(String text) {
        Object value = read(text);
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw new JsonException("the document is not a JSON object");
    }

    static List<?> readList(String text) {
        Object value = read(text);
        if (value instanceof List<?> list) {
            return list;
        }
        throw new JsonException("the document is not a JSON array");
    }

    private static @Nullable Object read(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new JsonException("the JSON document is longer than " + MOST_CHARACTERS + " characters");
        }
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JacksonException e) {
            throw new JsonException("the document is not well-formed JSON, or is nested too deep, or repeats a name");
        }
    }

    static String write(@Nullable Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
