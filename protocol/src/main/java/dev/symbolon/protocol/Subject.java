package dev.symbolon.protocol;

/**
 * The identifier of a person at an issuer, never reassigned (OIDC Core §2, {@code sub}): 1 to 255 ASCII characters.
 *
 * @param value compared octet by octet
 */
public record Subject(String value) {

    /** @throws OAuthException {@code invalid_request} if it is empty, too long or not printable ASCII */
    public static Subject parse(String text) {
        return new Subject(Syntax.vschars("sub", text, 255));
    }

    @Override
    public String toString() {
        return value;
    }
}
