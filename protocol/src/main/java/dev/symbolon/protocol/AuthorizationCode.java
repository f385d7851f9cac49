package dev.symbolon.protocol;

/** An authorization code (RFC 6749 §1.3.1): at most 8,192 printable ASCII characters. It does not print. */
public record AuthorizationCode(String value) {

    /** @throws OAuthException {@code invalid_request} if it is empty, too long or not printable ASCII */
    public static AuthorizationCode parse(String text) {
        return new AuthorizationCode(Syntax.vschars("code", text, 8_192));
    }

    @Override
    public String toString() {
        return "AuthorizationCode[…]";
    }
}
