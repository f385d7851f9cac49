package dev.symbolon.server.client.authentication;

import java.time.Instant;

/** Remembers what may be used once alone, on whichever node. */
public interface UsedAssertions {

    /**
     * Claims an assertion for this one use.
     *
     * @param hash of whose it is and how it is called
     * @param expiresAt after which it would be refused anyway, so that it can be forgotten
     * @return whether nobody has claimed it before
     */
    boolean claim(String hash, Instant expiresAt);
}
