package dev.symbolon.server.user;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id, version 1.3, with its parameters (RFC 9106 §3.1).
 *
 * @param memory in KiB
 * @param passes over that memory
 * @param lanes that may be filled at the same time
 */
record Argon2id(int memory, int passes, int lanes) {

    /** The least that OWASP recommends (Password Storage Cheat Sheet). */
    static final Argon2id RECOMMENDED = new Argon2id(19_456, 2, 1);

    /** What a hash takes besides its memory, in KiB. */
    static final int AUXILIARY_BLOCKS = 4;

    static final int SALT_OCTETS = 16;
    static final int HASH_OCTETS = 32;

    /** Whether one hash with these costs neither nothing nor all that there is: at most 256 MiB and 16 passes. */
    boolean isReasonable() {
        return lanes >= 1 && lanes <= 16 && passes >= 1 && passes <= 16 && memory >= 8 * lanes && memory <= 1 << 18;
    }

    /** @param hashingMemory that it is made in */
    PasswordHash hash(String password, byte[] salt, int octets, HashingMemory hashingMemory) {
        Argon2Parameters.Builder parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt);
        byte[] hash = new byte[octets];
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(hashingMemory.lendTo(parameters).build());
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return new PasswordHash(this, salt, hash);
    }
}
