package dev.symbolon.server.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symbolon.server.user.FailedSignIns.Tally;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Counts failures of whatever has no row to count them on, in bounded memory: beyond it, the longest unused go first. */
final class RecentFailures {

    private static final int MOST = 100_000;

    private final Slowdown slowdown;
    private final Cache<String, Tally> tallies;

    RecentFailures(Slowdown slowdown, InstantSource clock) {
        this.slowdown = slowdown;
        this.tallies = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(Slowdown.MEMORY)
                .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                .build();
    }

    Duration remaining(String who, Instant now) {
        return Optional.ofNullable(tallies.getIfPresent(who))
                .map(tally -> slowdown.remaining(tally, now))
                .orElse(Duration.ZERO);
    }

    void add(String who, Instant now) {
        tallies.asMap().merge(who, new Tally(1, now), (old, one) -> new Tally(old.count() + 1, now));
    }
}
