package dev.symbolon.client.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Lets one caller at a time do a thing that must not be done twice, and shares what it yields with those who ask for the same
 * meanwhile or shortly after. Failures are shared only with those who are waiting.
 */
public final class SingleFlight<K, V> {

    private static final int MOST = 10_000;

    private final Duration shared;
    private final InstantSource clock;
    private final int most;
    private final LinkedHashMap<K, Flight<V>> flights = new LinkedHashMap<>();

    private record Flight<V>(FutureTask<V> task, Instant at) {}

    /** @param shared how long after its start a result is handed out again */
    public SingleFlight(Duration shared, InstantSource clock) {
        this(shared, clock, MOST);
    }

    SingleFlight(Duration shared, InstantSource clock, int most) {
        this.shared = shared;
        this.clock = clock;
        this.most = most;
    }

    /** What the action yields, run by this caller or by one that asked for the same key before. Raises what the action raises. */
    public V call(K key, Supplier<V> action) {
        Flight<V> flight = joined(key, action);
        flight.task().run();
        try {
            return flight.task().get();
        } catch (ExecutionException e) {
            forget(key, flight);
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while another thread does the same", e);
        }
    }

    private synchronized Flight<V> joined(K key, Supplier<V> action) {
        dropOld();
        if (!flights.containsKey(key)) {
            makeRoom();
        }
        return flights.computeIfAbsent(key, absent -> new Flight<>(new FutureTask<>(action::get), clock.instant()));
    }

    private void dropOld() {
        Instant oldest = clock.instant().minus(shared);
        flights.values()
                .removeIf(flight -> flight.task().isDone() && !flight.at().isAfter(oldest));
    }

    private void makeRoom() {
        while (flights.size() >= most) {
            flights.pollFirstEntry();
        }
    }

    private synchronized void forget(K key, Flight<V> flight) {
        flights.remove(key, flight);
    }
}
