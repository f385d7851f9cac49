package dev.symbolon.protocol.dpop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Remembers the proofs of the last minutes by 64 bits of their hash, in bounded memory.
 *
 * <p>There are two generations. A proof enters the young one; when that is as old as a proof may get it becomes the old one, and the
 * old one is forgotten. When it is full it does so sooner: whoever can have that many proofs verified in so short a time keeps the
 * processors busy enough.
 */
final class SeenProofs {

    private final Duration remembered;
    private final int mostPerGeneration;
    private Set<Long> young = new HashSet<>();
    private Set<Long> old = Set.of();
    private Instant youngSince = Instant.MIN;

    /** @param remembered for how long each proof is, at least, if there are not too many */
    SeenProofs(Duration remembered, int most) {
        this.remembered = remembered;
        this.mostPerGeneration = Math.max(1, most / 2);
    }

    /** Whether the proof has not been seen before; from now on it has. */
    boolean isFirst(DpopProof proof, Instant now) {
        long hash = hash(proof.key() + " " + proof.id());
        synchronized (this) {
            if (young.size() >= mostPerGeneration || youngSince.isBefore(now.minus(remembered))) {
                old = young;
                young = new HashSet<>();
                youngSince = now;
            }
            return !old.contains(hash) && young.add(hash);
        }
    }

    /** How many proofs are remembered. */
    synchronized int size() {
        return young.size() + old.size();
    }

    private static long hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
