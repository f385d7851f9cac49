package dev.symbolon.protocol;

/** An ID token in its compact form (OIDC Core §2), not yet verified: at most 16,384 characters. It does not print. */
public record IdToken(String value) {

    /** @throws OAuthException {@code invalid_request} if it is empty, too long or not printable ASCII */
    public static IdToken parse(String text) {
        return new IdToken(Syntax.vschars("id_token", text, 16_384));
    }

    @Override
    public String toString() {
        return "IdToken[…]";
    }
}
