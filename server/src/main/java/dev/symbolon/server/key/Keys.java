package dev.symbolon.server.key;

import java.time.Instant;
import java.util.List;

/** Keeps the provider's keys, encrypted. */
public interface Keys {

    List<StoredKey> all();

    /** Adds a key, unless another node has added one of the same purpose and generation: then nothing changes. */
    boolean add(StoredKey key);

    /** Sets until when what a key made is valid, when its successor is known. */
    void retire(String purpose, int generation, Instant removeAfter);

    /** Removes a key, unless another node has: then nothing changes. */
    boolean remove(String purpose, int generation);
}
