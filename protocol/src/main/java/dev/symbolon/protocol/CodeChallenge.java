package dev.symbolon.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What an authorization request commits to, by the method {@code S256}, the only one there is here (RFC 7636 §4.2,
 * RFC 9700 §2.1.1): the base64url of a SHA-256, 43 characters.
 */
public record CodeChallenge(String value) {

    /** @throws OAuthException {@code invalid_request} if it is not 43 characters of base64url */
    public static CodeChallenge parse(String text) {
        return new CodeChallenge(Syntax.checked("code_challenge", text, 43, 43, Characters.BASE64URL));
    }

    /** Whether the verifier hashes to this challenge; compared in constant time. */
    public boolean isAnsweredBy(CodeVerifier verifier) {
        return MessageDigest.isEqual(
                value.getBytes(StandardCharsets.US_ASCII),
                verifier.challenge().value().getBytes(StandardCharsets.US_ASCII));
    }
}
