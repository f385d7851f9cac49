package dev.symbolon.server.key;

import java.time.Instant;

/** What a run of the rotation has changed. */
public sealed interface KeyChange {

    /** What the key is for, as {@link StoredKey} says it. */
    String purpose();

    /** For a signing key its {@code kid}, for another its purpose and generation. */
    String keyId();

    /** @param activeFrom from when the key is used */
    record Announced(String purpose, String keyId, Instant activeFrom) implements KeyChange {}

    record Removed(String purpose, String keyId) implements KeyChange {}
}
