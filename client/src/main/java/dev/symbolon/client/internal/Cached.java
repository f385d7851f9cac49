package dev.symbolon.client.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A value from elsewhere that is fetched when it is first needed and again when it has grown old.
 *
 * <p>One thread fetches, the others wait and share what it got. A failure is told to those who waited and then forgotten; while
 * an old value is still usable, it stands in for a fetch that failed.
 */
public final class Cached<T> {

    private final Supplier<T> fetch;
    private final Ages ages;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Attempts<T> attempts = new Attempts<>(0, Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * How old a value may be.
     *
     * @param fresh how long it is used without asking again
     * @param usable how long it stands in when asking again fails
     * @param retry the least time between two fetches while there is a value
     */
    public record Ages(Duration fresh, Duration usable, Duration retry) {}

    private record Entry<T>(T value, Instant at) {}

    private record Attempts<T>(
            long count, Optional<Instant> last, Optional<Entry<T>> entry, Optional<RuntimeException> failure) {}

    public Cached(Supplier<T> fetch, Ages ages, InstantSource clock) {
        this.fetch = fetch;
        this.ages = ages;
        this.clock = clock;
    }

    /** The value, not older than the ages allow. Raises what the fetch raises if there is no usable value. */
    public T get() {
        Attempts<T> seen = attempts;
        return within(seen, ages.fresh()).orElseGet(() -> fetched(seen, this::refreshed));
    }

    /** The value, fetched anew unless that happened less than the retry time ago. Raises what the fetch raises. */
    public T renewed() {
        return fetched(attempts, this::renewedUnlessTried);
    }

    private T fetched(Attempts<T> seen, Supplier<T> action) {
        lock.lock();
        try {
            if (attempts.count() != seen.count() && attempts.failure().isPresent()) {
                throw attempts.failure().get();
            }
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private T refreshed() {
        Optional<T> fresh = within(attempts, ages.fresh());
        if (fresh.isPresent()) {
            return fresh.get();
        }
        Optional<T> usable = within(attempts, ages.usable());
        if (usable.isPresent() && triedRecently()) {
            return usable.get();
        }
        try {
            return fetchNow();
        } catch (RuntimeException e) {
            return usable.orElseThrow(() -> e);
        }
    }

    private T renewedUnlessTried() {
        Optional<T> usable = within(attempts, ages.usable());
        return usable.isPresent() && triedRecently() ? usable.get() : fetchNow();
    }

    private T fetchNow() {
        Instant now = clock.instant();
        Attempts<T> before = attempts;
        try {
            T value = fetch.get();
            attempts = new Attempts<>(
                    before.count() + 1, Optional.of(now), Optional.of(new Entry<>(value, now)), Optional.empty());
            return value;
        } catch (RuntimeException e) {
            attempts = new Attempts<>(before.count() + 1, Optional.of(now), before.entry(), Optional.of(e));
            throw e;
        }
    }

    private boolean triedRecently() {
        return attempts.last()
                .filter(last -> clock.instant().isBefore(last.plus(ages.retry())))
                .isPresent();
    }

    private Optional<T> within(Attempts<T> present, Duration age) {
        return present.entry()
                .filter(entry -> clock.instant().isBefore(entry.at().plus(age)))
                .map(Entry::value);
    }
}
