package dev.symbolon.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Which public key it is: the base64url of the SHA-256 of its JWK's required members, 43 characters (RFC 7638 §3). */
public record JwkThumbprint(String value) {

    /** @throws OAuthException {@code invalid_request} if it is not 43 characters of base64url */
    public static JwkThumbprint parse(String text) {
        return new JwkThumbprint(Syntax.checked("dpop_jkt", text, 43, 43, Characters.BASE64URL));
    }

    /** Whether it is the same key; compared in constant time. */
    public boolean matches(JwkThumbprint other) {
        return MessageDigest.isEqual(
                value.getBytes(StandardCharsets.US_ASCII), other.value.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return value;
    }
}
