package dev.symbolon.server.http;

import java.security.SecureRandom;

/** Names one event to a person and in the log alike: ten characters that nobody mistakes when reading them out. */
public final class Reference {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int CHARACTERS = 10;

    private Reference() {}

    /** A new reference of 50 random bits, in Crockford's base 32. */
    public static String random(SecureRandom random) {
        StringBuilder text = new StringBuilder(CHARACTERS);
        for (int i = 0; i < CHARACTERS; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
