package dev.symbolon.server.http.fetch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * What has been fetched, as long as it counts. Of those who want the same at the same time one fetches it, for all of them; and
 * whoever fails is not asked again at once.
 */
final class Copies {

    private static final int MOST_CHARACTERS = 16 << 20;
    private static final Duration BETWEEN_FAILURES = Duration.ofSeconds(10);
    private static final Duration BETWEEN_RENEWALS = Duration.ofMinutes(1);
    private static final Duration USABLE_IF_NOTHING_NEWER_COMES = Duration.ofHours(1);

    record Key(URI uri, Expectation expectation) {}

    /** What an exchange has yielded, and for how long that counts. */
    record Answer(Fetched fetched, Duration freshness) {}

    /**
     * @param fetched none if it failed
     * @param failure why, for those who ask until {@code freshUntil}
     * @param usableUntil until when it will do if nothing newer can be had (RFC 5861 §4)
     */
    private record Copy(
            Optional<Fetched> fetched, String failure, Instant triedAt, Instant freshUntil, Instant usableUntil) {

        Fetched open() {
            return fetched.orElseThrow(() -> new FetchException(failure));
        }

        int weight() {
            return 1_000 + fetched.map(it -> it.body().length()).orElse(0);
        }
    }

    private final Cache<Key, Copy> copies = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((Key key, Copy copy) -> copy.weight())
            .executor(Runnable::run)
            .build();

    private final ConcurrentMap<Key, CompletableFuture<Copy>> underWay = new ConcurrentHashMap<>();
    private final InstantSource clock;

    Copies(InstantSource clock) {
        this.clock = clock;
    }

    Fetched get(Key key, Supplier<Answer> exchange) {
        return copy(key)
                .filter(copy -> clock.instant().isBefore(copy.freshUntil()))
                .orElseGet(() -> together(key, exchange))
                .open();
    }

    /** Fetches it again, unless that was tried a short time ago. */
    Fetched renew(Key key, Supplier<Answer> exchange) {
        return copy(key)
                .filter(copy -> clock.instant().isBefore(copy.triedAt().plus(BETWEEN_RENEWALS)))
                .orElseGet(() -> together(key, exchange))
                .open();
    }

    private Optional<Copy> copy(Key key) {
        return Optional.ofNullable(copies.getIfPresent(key));
    }

    private Copy together(Key key, Supplier<Answer> exchange) {
        CompletableFuture<Copy> mine = new CompletableFuture<>();
        CompletableFuture<Copy> first = underWay.putIfAbsent(key, mine);
        if (first != null) {
            return join(first);
        }
        try {
            Copy copy = made(key, exchange);
            copies.put(key, copy);
            mine.complete(copy);
            return copy;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(key, mine);
        }
    }

    private static Copy join(CompletableFuture<Copy> first) {
        try {
            return first.join();
        } catch (CompletionException e) {
            throw new FetchException("another request for the same failed");
        }
    }

    private Copy made(Key key, Supplier<Answer> exchange) {
        Instant now = clock.instant();
        try {
            Answer answer = exchange.get();
            Instant freshUntil = now.plus(answer.freshness());
            return new Copy(
                    Optional.of(answer.fetched()), "", now, freshUntil, freshUntil.plus(USABLE_IF_NOTHING_NEWER_COMES));
        } catch (FetchException e) {
            Optional<Copy> last = copy(key).filter(copy -> now.isBefore(copy.usableUntil()));
            return new Copy(
                    last.flatMap(Copy::fetched),
                    e.getMessage(),
                    now,
                    now.plus(BETWEEN_FAILURES),
                    last.map(Copy::usableUntil).orElse(now));
        }
    }
}
