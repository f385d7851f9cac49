package dev.symbolon.protocol;

/** A refresh token (RFC 6749 §1.5): at most 4,096 printable ASCII characters. It does not print. */
public record RefreshToken(String value) {

    /** @throws OAuthException {@code invalid_request} if it is empty, too long or not printable ASCII */
    public static RefreshToken parse(String text) {
        return new RefreshToken(Syntax.vschars("refresh_token", text, 4096));
    }

    @Override
    public String toString() {
        return "RefreshToken[…]";
    }
}
