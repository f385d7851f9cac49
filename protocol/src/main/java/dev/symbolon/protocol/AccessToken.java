package dev.symbolon.protocol;

/** An access token (RFC 6749 §1.4): at most 16,384 printable ASCII characters. It does not print. */
public record AccessToken(String value) {

    /** @throws OAuthException {@code invalid_request} if it is empty, too long or not printable ASCII */
    public static AccessToken parse(String text) {
        return new AccessToken(Syntax.vschars("access_token", text, 16_384));
    }

    @Override
    public String toString() {
        return "AccessToken[…]";
    }
}
