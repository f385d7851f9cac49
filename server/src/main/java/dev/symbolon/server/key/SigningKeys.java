package dev.symbolon.server.key;

import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.jose.VerificationKeys;
import dev.symbolon.protocol.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The keys that sign tokens, and their public halves. */
public final class SigningKeys {

    /** The algorithms that there always is a key for. */
    public static final List<SigningAlgorithm> ALGORITHMS = List.of(SigningAlgorithm.RS256, SigningAlgorithm.ES256);

    private final CurrentKeys keys;
    private final InstantSource clock;

    SigningKeys(CurrentKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * The key that signs now.
     *
     * @throws IllegalArgumentException if the algorithm is none of {@link #ALGORITHMS}
     */
    public SigningKey current(SigningAlgorithm algorithm) {
        return keys.snapshot().signing(algorithm).current(clock.instant()).key();
    }

    /** For how long the key that signs now has done so. */
    public Duration age(SigningAlgorithm algorithm) {
        Instant now = clock.instant();
        return Duration.between(
                keys.snapshot().signing(algorithm).current(now).stored().activeFrom(), now);
    }

    /** How many public keys there are. */
    public int count() {
        return keys.snapshot().signing().values().stream()
                .mapToInt(generations -> generations.keys().size())
                .sum();
    }

    /** Verifies whatever this provider signed that may still be valid. */
    public VerificationKeys verification() {
        return keys.snapshot().verification();
    }

    /** The public keys as a JWK set (RFC 7517 §5): those in use, those announced, and those whose tokens are still valid. */
    public JsonObject jwks() {
        return keys.snapshot().jwks();
    }
}
