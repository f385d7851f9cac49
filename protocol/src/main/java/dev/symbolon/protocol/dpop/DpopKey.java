package dev.symbolon.protocol.dpop;

import dev.symbolon.protocol.JwkThumbprint;
import dev.symbolon.protocol.RandomText;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/** A private key that tokens are bound to, and the proofs that it is at hand (RFC 9449 §4.2). Safe for concurrent use. */
public final class DpopKey {

    private final SigningKey key;

    private DpopKey(SigningKey key) {
        this.key = key;
    }

    /** A new key of the curve P-256. */
    public static DpopKey generate() {
        return new DpopKey(SigningKey.generate(SigningAlgorithm.ES256));
    }

    /**
     * Reads a key that {@link #toPrivateJwk} wrote.
     *
     * @throws IllegalArgumentException if it is not one
     */
    public static DpopKey parse(Secret privateJwk) {
        return new DpopKey(SigningKey.parse(privateJwk));
    }

    /** The key with its private part, for safekeeping. */
    public Secret toPrivateJwk() {
        return key.toPrivateJwk();
    }

    /** What an authorization request names so that its code is worth nothing without this key ({@code dpop_jkt}, §10). */
    public JwkThumbprint thumbprint() {
        return key.thumbprint();
    }

    /**
     * A proof for one request, to be sent in the header field {@code DPoP}.
     *
     * @param nonce the latest that the server of the request gave out
     */
    public String prove(ProvenRequest request, Optional<String> nonce, Instant now, SecureRandom random) {
        return key.signShowingKey(
                DpopProof.TYPE,
                request.claims()
                        .with("jti", RandomText.of(random, 16))
                        .with("iat", now.getEpochSecond())
                        .with("nonce", nonce));
    }

    @Override
    public String toString() {
        return "DpopKey[" + thumbprint() + "]";
    }
}
