package dev.symbolon.protocol;

import java.security.SecureRandom;
import java.util.Base64;

/** Random texts that nobody can guess: URL-safe, without padding. */
public final class RandomText {

    private RandomText() {}

    /**
     * Returns {@code octets} random octets in base64url.
     *
     * @param octets how many octets of randomness; 16 is the least that is safe against guessing
     */
    public static String of(SecureRandom random, int octets) {
        byte[] bytes = new byte[octets];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
