package dev.symbolon.server.key;

import java.time.Instant;
import java.util.List;

/** Keeps the provider's keys, encrypted. */
public interface Keys {

    /** A key, and its material as it is to be stored in place of what it was. */
    record Reencrypted(StoredKey before, String material) {}

    List<StoredKey> all();

    /** Adds a key, unless another node has added one of the same purpose and generation: then nothing changes. */
    boolean add(StoredKey key);

    /** Sets until when what a key made is valid, when its successor is known. */
    void retire(String purpose, int generation, Instant removeAfter);

    /** Removes a key, unless another node has: then nothing changes. */
    boolean remove(String purpose, int generation);

    /**
     * Replaces the material of keys, altogether or not at all; those that have changed meanwhile or are gone are left alone.
     *
     * @return how many were replaced
     */
    int reencrypt(List<Reencrypted> keys);
}
