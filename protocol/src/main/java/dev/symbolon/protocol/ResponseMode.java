package dev.symbolon.protocol;

/**
 * How an authorization response travels through the browser (OAuth 2.0 Multiple Response Types §2.1, Form Post §2, JARM §2.3,
 * draft-sakimura-oauth-wmrm). On the wire there is one more name, {@code jwt}, which is short for one of these
 * ({@link #parse(String, ResponseType)}).
 */
public enum ResponseMode {
    QUERY("query"),
    FRAGMENT("fragment"),
    FORM_POST("form_post"),
    /**
     * Symbolon's own: code, state and iss in the query string, where a server can read them, and the tokens in the fragment,
     * where only the page can. No token travels in a query.
     */
    QUERY_FRAGMENT("query_fragment"),
    /** In a message to the window that has opened or framed the provider's page, if it is of the redirect URI's origin. */
    WEB_MESSAGE("web_message"),
    /** Everything in one signed JWT, in the query string; so the next two in theirs. */
    QUERY_JWT("query.jwt"),
    FRAGMENT_JWT("fragment.jwt"),
    FORM_POST_JWT("form_post.jwt");

    /** The name that stands for a signed answer by the way that is usual for the response type (JARM §2.3.4). */
    public static final String JWT = "jwt";

    private final String value;

    ResponseMode(String value) {
        this.value = value;
    }

    /** The {@code response_mode} on the wire. */
    public String value() {
        return value;
    }

    /** Whether the answer is one signed JWT (JARM §2). */
    public boolean isSigned() {
        return this != unsigned();
    }

    /** The mode by which the browser carries the answer, whether it is signed or not. */
    public ResponseMode unsigned() {
        return switch (this) {
            case QUERY, QUERY_JWT -> QUERY;
            case FRAGMENT, FRAGMENT_JWT -> FRAGMENT;
            case FORM_POST, FORM_POST_JWT -> FORM_POST;
            case QUERY_FRAGMENT -> QUERY_FRAGMENT;
            case WEB_MESSAGE -> WEB_MESSAGE;
        };
    }

    /**
     * The same way with the answer in a signed JWT.
     *
     * @throws IllegalStateException for {@link #QUERY_FRAGMENT}: one JWT cannot come in two halves; and for {@link #WEB_MESSAGE},
     *     of which JARM does not speak
     */
    public ResponseMode signed() {
        return switch (this) {
            case QUERY, QUERY_JWT -> QUERY_JWT;
            case FRAGMENT, FRAGMENT_JWT -> FRAGMENT_JWT;
            case FORM_POST, FORM_POST_JWT -> FORM_POST_JWT;
            case QUERY_FRAGMENT -> throw new IllegalStateException("one JWT cannot come in two halves");
            case WEB_MESSAGE -> throw new IllegalStateException("there are no signed messages");
        };
    }

    /** @throws OAuthException {@code invalid_request} if it is none of these */
    public static ResponseMode parse(String text) {
        for (ResponseMode mode : values()) {
            if (mode.value().equals(text)) {
                return mode;
            }
        }
        throw OAuthException.invalidRequest(
                "response_mode must be query, fragment, form_post, query_fragment, web_message, query.jwt, fragment.jwt,"
                        + " form_post.jwt or jwt");
    }

    /**
     * Reads the mode of a request.
     *
     * @param type by which {@code jwt} means {@code query.jwt} or {@code fragment.jwt}
     * @throws OAuthException {@code invalid_request} if it is none
     */
    public static ResponseMode parse(String text, ResponseType type) {
        return text.equals(JWT) ? type.defaultMode().signed() : parse(text);
    }

    @Override
    public String toString() {
        return value();
    }
}
