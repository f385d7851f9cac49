package dev.symbolon.server.key;

import java.time.Instant;

/**
 * A key as the store has it: encrypted under the master key.
 *
 * @param purpose what it is for: {@code sign RS256}, {@code sign ES256}, {@code decrypt EC}, {@code seal}, {@code digest}
 * @param generation counts up from 1 within the purpose
 * @param activeFrom from when it is used; it is announced before
 * @param removeAfter from when nothing that it made is valid any more; {@link #NEVER} as long as it has no successor
 * @param material encrypted, in base64url
 */
public record StoredKey(String purpose, int generation, Instant activeFrom, Instant removeAfter, String material) {

    public static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    @Override
    public String toString() {
        return "StoredKey[" + purpose + " " + generation + "]";
    }
}
