package dev.symbolon.protocol;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What an authorization response holds: a set of parts, whose order on the wire means nothing (OAuth 2.0 Multiple Response
 * Types §3, §5).
 *
 * @param parts at least one
 */
public record ResponseType(Set<Part> parts) {

    /** One part of a response. */
    public enum Part {
        CODE,
        ID_TOKEN,
        TOKEN;

        private String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final ResponseType CODE = of(Part.CODE);
    public static final ResponseType TOKEN = of(Part.TOKEN);
    public static final ResponseType ID_TOKEN = of(Part.ID_TOKEN);
    public static final ResponseType ID_TOKEN_TOKEN = of(Part.ID_TOKEN, Part.TOKEN);
    public static final ResponseType CODE_TOKEN = of(Part.CODE, Part.TOKEN);
    public static final ResponseType CODE_ID_TOKEN = of(Part.CODE, Part.ID_TOKEN);
    public static final ResponseType CODE_ID_TOKEN_TOKEN = of(Part.CODE, Part.ID_TOKEN, Part.TOKEN);

    /** All seven, in the order in which the standards name them. */
    public static final List<ResponseType> ALL =
            List.of(CODE, TOKEN, ID_TOKEN, ID_TOKEN_TOKEN, CODE_TOKEN, CODE_ID_TOKEN, CODE_ID_TOKEN_TOKEN);

    public ResponseType {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a response has at least one part");
        }
        parts = Collections.unmodifiableSet(EnumSet.copyOf(parts));
    }

    public static ResponseType of(Part first, Part... others) {
        return new ResponseType(EnumSet.of(first, others));
    }

    /**
     * Reads a response type in any word order.
     *
     * @throws OAuthException {@code unsupported_response_type} if a word is unknown or stands twice
     */
    public static ResponseType parse(String text) {
        EnumSet<Part> parts = EnumSet.noneOf(Part.class);
        for (String word : text.trim().split(" +", 5)) {
            if (!parts.add(part(word))) {
                throw unsupported();
            }
        }
        return new ResponseType(parts);
    }

    private static Part part(String word) {
        for (Part part : Part.values()) {
            if (part.value().equals(word)) {
                return part;
            }
        }
        throw unsupported();
    }

    private static OAuthException unsupported() {
        return new OAuthException(
                ErrorCode.UNSUPPORTED_RESPONSE_TYPE,
                "response_type must be made of code, id_token and token, each once");
    }

    public boolean includes(Part part) {
        return parts.contains(part);
    }

    /** Whether the response holds a token, so that a query string must not carry it (Multiple Response Types §5). */
    public boolean carriesTokens() {
        return includes(Part.TOKEN) || includes(Part.ID_TOKEN);
    }

    /** Whether a code travels together with a token. */
    public boolean isHybrid() {
        return includes(Part.CODE) && carriesTokens();
    }

    /** The mode that holds when a request names none: {@code query} for a code alone, else {@code fragment}. */
    public ResponseMode defaultMode() {
        return carriesTokens() ? ResponseMode.FRAGMENT : ResponseMode.QUERY;
    }

    /** What the supplier makes, if the response holds the part. */
    public <T> Optional<T> when(Part part, Supplier<T> make) {
        return includes(part) ? Optional.of(make.get()) : Optional.empty();
    }

    /** The {@code response_type} in the standards' word order, for instance {@code code id_token token}. */
    @Override
    public String toString() {
        return parts.stream().map(Part::value).collect(Collectors.joining(" "));
    }
}
