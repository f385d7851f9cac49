package dev.symbolon.protocol;

import java.security.SecureRandom;

/**
 * What a client sends along to recognise the answer to its request (RFC 6749 §4.1.1): at most 2,048 characters, returned
 * as it came.
 */
public record State(String value) {

    /** @throws OAuthException {@code invalid_request} if it is empty or too long */
    public static State parse(String text) {
        return new State(Syntax.checked("state", text, 1, 2048, Characters.TEXT));
    }

    /** A new state of 128 random bits. */
    public static State random(SecureRandom random) {
        return new State(RandomText.of(random, 16));
    }
}
