package dev.symbolon.server.key;

import dev.symbolon.protocol.jose.DecryptionKey;
import dev.symbolon.protocol.jose.SigningAlgorithm;

/** What stored keys are for, as the store names it. */
final class Purposes {

    static final String SEAL = "seal";
    static final String DIGEST = "digest";
    static final String PAIRWISE = "pairwise";

    private Purposes() {}

    static String decrypt(DecryptionKey.Kind kind) {
        return "decrypt " + kind;
    }

    static String sign(SigningAlgorithm algorithm) {
        return "sign " + algorithm;
    }
}
