package dev.symbolon.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The header fields of a message, in order; names are compared without regard to case (RFC 9110 §5.1). Immutable. */
public record Headers(List<Field> fields) {

    /** One header field; neither name nor value holds a control character. */
    public record Field(String name, String value) {
        public Field {
            if (name.isEmpty() || hasControls(name) || hasControls(value)) {
                throw new IllegalArgumentException("a header field with a control character");
            }
        }

        private static boolean hasControls(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c < 0x20 && c != '\t' || c == 0x7f) {
                    return true;
                }
            }
            return false;
        }

        private boolean isNamed(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

    private static final Headers NONE = new Headers(List.of());

    public Headers {
        fields = List.copyOf(fields);
    }

    public static Headers none() {
        return NONE;
    }

    /** The first field of that name. */
    public Optional<String> first(String name) {
        for (Field field : fields) {
            if (field.isNamed(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.isNamed(name))
                .map(Field::value)
                .toList();
    }

    /** These fields with the one in place of any of the same name. */
    public Headers set(String name, String value) {
        List<Field> changed = new ArrayList<>(fields);
        changed.removeIf(field -> field.isNamed(name));
        changed.add(new Field(name, value));
        return new Headers(changed);
    }

    /** These fields without those of that name whose value is such. */
    Headers without(String name, Predicate<String> such) {
        return new Headers(fields.stream()
                .filter(field -> !field.isNamed(name) || !such.test(field.value()))
                .toList());
    }

    /** These fields, and those of the others that have no namesake here. */
    Headers orElse(Headers others) {
        List<Field> more = new ArrayList<>(fields);
        for (Field other : others.fields) {
            if (first(other.name()).isEmpty()) {
                more.add(other);
            }
        }
        return new Headers(more);
    }

    /** These fields and one more, whatever there is of the same name. */
    public Headers add(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Headers(more);
    }

    @Override
    public String toString() {
        return "Headers"
                + fields.stream()
                        .map(field -> field.name().toLowerCase(Locale.ROOT))
                        .toList();
    }
}
