package dev.symbolon.protocol;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person copies from one device to another (RFC 8628 §3.3, §6.1): eight letters, shown as {@code BCDF-GHJK}. There are no vowels
 * among them, so that they spell nothing, and no digits, so that none looks like a letter. One of 25.6 thousand million.
 *
 * @param value the letters, in capitals and without the dash
 */
public record UserCode(String value) {

    private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int LENGTH = 8;
    private static final int MOST_CHARACTERS = 100;

    public static UserCode random(SecureRandom random) {
        StringBuilder letters = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new UserCode(letters.toString());
    }

    /** The code as a person has typed it, in capitals or not, with dashes, spaces and full stops anywhere; empty if it cannot be one. */
    public static Optional<UserCode> parse(String typed) {
        if (typed.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        String letters = typed.toUpperCase(Locale.ROOT).replaceAll("[\\s.\\p{Pd}]", "");
        boolean plausible = letters.length() == LENGTH && letters.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
        return plausible ? Optional.of(new UserCode(letters)) : Optional.empty();
    }

    /** As it is shown: in two halves, which are easier to keep in mind. */
    @Override
    public String toString() {
        return value.substring(0, LENGTH / 2) + "-" + value.substring(LENGTH / 2);
    }
}
