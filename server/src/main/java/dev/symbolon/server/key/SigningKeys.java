package dev.symbolon.server.key;

import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.jose.VerificationKeys;
import dev.symbolon.protocol.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** The keys that sign tokens, and their public halves. */
public final class SigningKeys {

    /** The algorithms that there always is a key for. */
    public static final List<SigningAlgorithm> ALGORITHMS = List.of(SigningAlgorithm.RS256, SigningAlgorithm.ES256);

    /** The algorithms that there can be a key for: one is made when a client or an API first names it. */
    public static final List<SigningAlgorithm> SUPPORTED = List.of(SigningAlgorithm.values());

    private final CurrentKeys keys;
    private final KeyRotation rotation;
    private final InstantSource clock;

    SigningKeys(CurrentKeys keys, KeyRotation rotation, InstantSource clock) {
        this.keys = keys;
        this.rotation = rotation;
        this.clock = clock;
    }

    /** The key that signs now. If nobody has prepared one for the algorithm, it is made now. */
    public SigningKey current(SigningAlgorithm algorithm) {
        Instant now = clock.instant();
        if (keys.snapshot().signing(algorithm).oldestFirst().isEmpty()) {
            rotation.prepare(Set.of(algorithm), now);
        }
        return keys.snapshot().signing(algorithm).current(now).key();
    }

    /** Makes the keys that are missing for these algorithms, so that everybody can know them before they sign. */
    public void prepare(Set<SigningAlgorithm> algorithms) {
        boolean complete = algorithms.stream()
                .noneMatch(algorithm ->
                        keys.snapshot().signing(algorithm).oldestFirst().isEmpty());
        if (!complete) {
            rotation.prepare(algorithms, clock.instant());
        }
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
