package dev.symbolon.protocol;

import java.util.Locale;

/** How an authorization response travels through the browser (OAuth 2.0 Multiple Response Types §2.1, Form Post §2). */
public enum ResponseMode {
    QUERY,
    FRAGMENT,
    FORM_POST,
    /**
     * Symbolon's own: code, state and iss in the query string, where a server can read them, and the tokens in the fragment,
     * where only the page can. No token travels in a query.
     */
    QUERY_FRAGMENT;

    /** The {@code response_mode} on the wire. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws OAuthException {@code invalid_request} if it is none of these */
    public static ResponseMode parse(String text) {
        for (ResponseMode mode : values()) {
            if (mode.value().equals(text)) {
                return mode;
            }
        }
        throw OAuthException.invalidRequest("response_mode must be query, fragment, form_post or query_fragment");
    }

    @Override
    public String toString() {
        return value();
    }
}
