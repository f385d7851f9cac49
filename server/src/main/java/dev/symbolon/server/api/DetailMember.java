package dev.symbolon.server.api;

import dev.symbolon.protocol.LocalizedText;
import java.util.List;
import java.util.Locale;

/**
 * A member of an authorization detail that its API has given a meaning (RFC 9396 §2.1).
 *
 * @param title what a person reads before its value
 * @param values those that it may have, if it is a text or a list of texts; empty means any
 * @param members of what it is made of, if it is an object
 */
public record DetailMember(
        String name,
        LocalizedText title,
        Kind kind,
        boolean required,
        List<String> values,
        List<DetailMember> members) {

    public DetailMember {
        values = List.copyOf(values);
        members = List.copyOf(members);
    }

    /** What its value is. */
    public enum Kind {
        TEXT,
        TEXTS,
        NUMBER,
        BOOLEAN,
        OBJECT;

        /** How a manifest calls it. */
        public String value() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException with the remedy if it is none of these */
        public static Kind parse(String text) {
            for (Kind kind : values()) {
                if (kind.value().equals(text)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("must be text, texts, number, boolean or object");
        }
    }
}
