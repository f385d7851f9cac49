package dev.symbolon.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;

/** A secret text: it never prints, and compares in constant time. */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /** A new secret of 256 random bits, in URL-safe characters that need no escaping in any client authentication. */
    public static Secret random(SecureRandom random) {
        return new Secret(RandomText.of(random, 32));
    }

    /** The secret itself. Whoever calls this answers for where it goes. */
    public String reveal() {
        return value;
    }

    /** How many characters it has. */
    public int length() {
        return value.length();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "Secret[…]";
    }
}
