package dev.symbolon.protocol;

/**
 * The identifier of a protected API, as access tokens name it in {@code aud} and requests in {@code resource} (RFC 8707 §2)
 * or {@code audience}: 1 to 255 printable ASCII characters without a space.
 *
 * @param value compared octet by octet
 */
public record Audience(String value) {

    /** @throws OAuthException {@code invalid_target} if it cannot be the identifier of an API */
    public static Audience parse(String text) {
        boolean plausible =
                !text.isEmpty() && text.length() <= 255 && text.indexOf('#') < 0 && Characters.VISIBLE.makeUp(text);
        if (!plausible) {
            throw new OAuthException(
                    ErrorCode.INVALID_TARGET,
                    "the resource must be an API's identifier: 1 to 255 printable ASCII characters, no space, no fragment");
        }
        return new Audience(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
