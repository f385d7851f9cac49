package dev.symbolon.server.http.fetch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The places of requests that somebody waits for; whoever waits keeps a place among those who are answered, so there are only a few.
 * Whoever can name addresses to us can name slow ones: those leave places to the others, by what is known of the hosts. Until some host can be
 * proven, which takes ten minutes from the start, there is nobody to leave places to, and new hosts may have them all.
 */
final class Places {

    private static final int MOST_OF_ONE_HOST = 4;
    private static final int MOST_KNOWN = 4_096;

    /** Whoever takes longer keeps others waiting. */
    private static final Duration PROMPT = Duration.ofSeconds(1);

    /** For how long a host has been prompt that is believed to be, and how long a slow one is believed to be slow. */
    private static final Duration PROBATION = Duration.ofMinutes(10);

    /** How many places hosts of this standing and of the ones before it can hold together. */
    private enum Standing {
        SLOW(4),
        NEW(8),
        PROVEN(16);

        private final int most;

        Standing(int most) {
            this.most = most;
        }
    }

    /**
     * What is known of a host.
     *
     * @param slow whether it was the last time, or has been prompt
     */
    private record Known(boolean slow, Instant since) {

        boolean isRecent(Instant now) {
            return now.isBefore(since.plus(PROBATION));
        }

        Standing standing(Instant now) {
            if (slow) {
                return isRecent(now) ? Standing.SLOW : Standing.NEW;
            }
            return isRecent(now) ? Standing.NEW : Standing.PROVEN;
        }
    }

    private record Place(String host, Standing standing, Instant takenAt) {}

    private final Cache<String, Known> hosts = Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .executor(Runnable::run)
            .build();

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Place> taken = new ArrayList<>();
    private final InstantSource clock;
    private Instant noneProvenBefore = Instant.MAX;

    Places(InstantSource clock) {
        this.clock = clock;
    }

    /** @throws FetchException if there is no place for such a host */
    <T> T during(URI uri, Supplier<T> exchange) {
        Place place = take(Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT));
        try {
            return exchange.get();
        } finally {
            leave(place);
        }
    }

    private Place take(String host) {
        lock.lock();
        try {
            Instant now = clock.instant();
            Standing standing = Optional.ofNullable(hosts.getIfPresent(host))
                    .map(known -> known.standing(now))
                    .orElse(Standing.NEW);
            if (!isRoomFor(host, standing, now)) {
                throw new FetchException("too many requests of ours are under way");
            }
            Place place = new Place(host, standing, now);
            taken.add(place);
            return place;
        } finally {
            lock.unlock();
        }
    }

    private boolean isRoomFor(String host, Standing standing, Instant now) {
        long ofHost = taken.stream().filter(place -> place.host().equals(host)).count();
        return ofHost < MOST_OF_ONE_HOST
                && Stream.of(Standing.values())
                        .filter(bound -> bound.compareTo(standing) >= 0)
                        .allMatch(bound -> heldUpTo(bound) < most(bound, now));
    }

    private int most(Standing bound, Instant now) {
        return bound == Standing.NEW && now.isBefore(noneProvenBefore) ? Standing.PROVEN.most : bound.most;
    }

    private long heldUpTo(Standing bound) {
        return taken.stream()
                .filter(place -> place.standing().compareTo(bound) <= 0)
                .count();
    }

    private void leave(Place place) {
        lock.lock();
        try {
            taken.remove(place);
            learn(place, clock.instant());
        } finally {
            lock.unlock();
        }
    }

    /** Who was slow stays so for a while, however prompt it is in between. */
    private void learn(Place place, Instant now) {
        boolean slow = now.isAfter(place.takenAt().plus(PROMPT));
        Known before = hosts.getIfPresent(place.host());
        if (slow || before == null || (before.slow() && !before.isRecent(now))) {
            hosts.put(place.host(), new Known(slow, now));
        }
        if (!slow && noneProvenBefore.equals(Instant.MAX)) {
            noneProvenBefore = now.plus(PROBATION);
        }
    }
}
