package dev.symbolon.server.key;

import dev.symbolon.protocol.jose.DecryptionKey;
import dev.symbolon.protocol.jose.DecryptionKeys;
import dev.symbolon.protocol.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The keys that clients encrypt their requests for (OIDC Core §10.2). */
public final class RequestKeys {

    private final CurrentKeys keys;
    private final InstantSource clock;

    RequestKeys(CurrentKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** The public keys in use, as JWKs: one of each kind, so that nobody encrypts for the one before. */
    public List<JsonObject> published() {
        Instant now = clock.instant();
        return keys.snapshot().decrypting().values().stream()
                .filter(generations -> generations.newest().isPresent())
                .map(generations -> generations.current(now).key().toPublicJwk())
                .toList();
    }

    /** What was encrypted for a key in use, or for one before as long as it is kept; empty for whatever reason. */
    public Optional<String> decrypt(String encrypted) {
        List<DecryptionKey> all = keys.snapshot().decrypting().values().stream()
                .flatMap(generations -> generations.keys().stream())
                .toList();
        return new DecryptionKeys(all).decrypt(encrypted);
    }
}
