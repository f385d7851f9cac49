package dev.symbolon.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.symbolon.protocol.RemoteNetwork;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How often one network may ask for something within a while; counted in bounded memory, node by node. */
public final class Quota {

    private static final int MOST_NETWORKS = 100_000;

    private final int most;
    private final Cache<RemoteNetwork, Integer> taken;

    /** @param most how often within the while that begins with the first time */
    public Quota(int most, Duration within, InstantSource clock) {
        this.most = most;
        this.taken = Caffeine.newBuilder()
                .maximumSize(MOST_NETWORKS)
                .expireAfter(Expiry.creating((RemoteNetwork network, Integer times) -> within))
                .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                .build();
    }

    /** Whether it is not too often, this time included. */
    public boolean take(HttpRequest request) {
        return taken.asMap().merge(RemoteNetwork.of(request.remoteAddress()), 1, Integer::sum) <= most;
    }
}
