package dev.symbolon.protocol;

/**
 * A refusal that a standard names: an error code, and a detail in plain words.
 *
 * <p>It has no stack trace: it is an answer, not a fault.
 */
public final class OAuthException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode error;
    private final String detail;

    /**
     * @param error what is refused, in the standard's term
     * @param detail what is wrong and how to put it right; never holds a secret, token, code or password
     */
    public OAuthException(ErrorCode error, String detail) {
        super(error.code() + ": " + detail, null, false, false);
        this.error = error;
        this.detail = detail;
    }

    /** A refusal as {@code invalid_request}: the request is malformed, and its sender must change it. */
    public static OAuthException invalidRequest(String detail) {
        return new OAuthException(ErrorCode.INVALID_REQUEST, detail);
    }

    public ErrorCode error() {
        return error;
    }

    /** What is wrong, for the log. */
    public String detail() {
        return detail;
    }

    /**
     * The detail as an {@code error_description}: only the characters that RFC 6749 §5.2 allows (printable ASCII without
     * quotation mark and backslash), and none that a page could take for markup; at most 300 of them.
     */
    public String description() {
        return detail.codePoints()
                .map(c -> c == '"' || c == '\\' ? '\'' : c)
                .map(c -> c < 0x20 || c > 0x7e || c == '<' || c == '>' ? '?' : c)
                .limit(300)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
