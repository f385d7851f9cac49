package dev.symbolon.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret with which a client proves at the token endpoint that it made the authorization request (RFC 7636 §4.1):
 * 43 to 128 unreserved characters. It does not print.
 */
public record CodeVerifier(String value) {

    /** @throws OAuthException {@code invalid_request} if it is not 43 to 128 unreserved characters */
    public static CodeVerifier parse(String text) {
        return new CodeVerifier(Syntax.checked("code_verifier", text, 43, 128, Characters.UNRESERVED));
    }

    /** A new verifier of 256 random bits. */
    public static CodeVerifier random(SecureRandom random) {
        return new CodeVerifier(RandomText.of(random, 32));
    }

    /** The challenge that this verifier answers, by the method S256 (RFC 7636 §4.2). */
    public CodeChallenge challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
            return new CodeChallenge(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "CodeVerifier[…]";
    }
}
