package dev.symbolon.server.api;

import java.util.Locale;

/** What the access tokens of an API look like. */
public enum AccessTokenFormat {
    /** Signed, so that the API can verify them itself (RFC 9068). */
    JWT,
    /** Sealed, so that nobody but the provider can read them: the API asks for what they say (RFC 7662). */
    OPAQUE;

    /** How a manifest calls it. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException with the remedy if it is neither */
    public static AccessTokenFormat parse(String text) {
        for (AccessTokenFormat format : values()) {
            if (format.value().equals(text)) {
                return format;
            }
        }
        throw new IllegalArgumentException("must be jwt or opaque");
    }

    @Override
    public String toString() {
        return value();
    }
}
