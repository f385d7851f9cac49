package dev.symbolon.protocol;

import java.util.Locale;

/** How people are called towards a client (OIDC Core §8). */
public enum SubjectType {
    /** By the same subject towards everybody. */
    PUBLIC,
    /** By a subject that differs from sector to sector, so that clients cannot find out together whom they share. */
    PAIRWISE;

    /** The {@code subject_type} on the wire. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws OAuthException {@code invalid_request} if it is neither */
    public static SubjectType parse(String text) {
        for (SubjectType type : values()) {
            if (type.value().equals(text)) {
                return type;
            }
        }
        throw OAuthException.invalidRequest("subject_type must be public or pairwise");
    }

    @Override
    public String toString() {
        return value();
    }
}
