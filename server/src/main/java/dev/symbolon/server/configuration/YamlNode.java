package dev.symbolon.server.configuration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value that knows where it stands, so that a problem with it can be told with its line. */
public sealed interface YamlNode {

    Place place();

    record Scalar(Place place, String text, Kind kind) implements YamlNode {}

    record Sequence(Place place, List<YamlNode> elements) implements YamlNode {

        public Sequence {
            elements = List.copyOf(elements);
        }
    }

    /** @param entries in the order in which they stand */
    record Mapping(Place place, Map<String, Entry> entries) implements YamlNode {

        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    /** @param place where the key stands */
    record Entry(Place place, YamlNode value) {}

    /** What a plain scalar is by its looks (YAML 1.2 JSON schema); a quoted one is always a text. */
    enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        NOTHING
    }

    default boolean isNothing() {
        return this instanceof Scalar(var _, var _, Kind kind) && kind == Kind.NOTHING;
    }
}
