package dev.symbolon.protocol;

import java.security.SecureRandom;

/**
 * What binds an ID token to the login that asked for it (OIDC Core §3.1.2.1): at most 512 characters, returned as it came.
 */
public record Nonce(String value) {

    /** @throws OAuthException {@code invalid_request} if it is empty or too long */
    public static Nonce parse(String text) {
        return new Nonce(Syntax.checked("nonce", text, 1, 512, Characters.TEXT));
    }

    /** A new nonce of 128 random bits. */
    public static Nonce random(SecureRandom random) {
        return new Nonce(RandomText.of(random, 16));
    }
}
