package dev.symbolon.server.endpoint.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symbolon.server.authorization.AuthorizationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Knows when a client last asked whether a person has decided, and so whether it asks too often (RFC 8628 §3.5). Each node counts for itself,
 * in bounded memory: a poll writes nothing.
 */
final class Polls {

    private static final int MOST = 100_000;

    /** A second less than clients are told to wait, since no two requests are under way for equally long. */
    private static final Duration LEAST_PAUSE = Duration.ofSeconds(4);

    private final Cache<AuthorizationId, Instant> latest;
    private final InstantSource clock;

    Polls(InstantSource clock) {
        this.clock = clock;
        this.latest = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(LEAST_PAUSE)
                .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                .build();
    }

    /** Whether the latest poll is long enough ago; this one is the latest from now on. */
    boolean isDue(AuthorizationId id) {
        return latest.asMap().put(id, clock.instant()) == null;
    }
}
