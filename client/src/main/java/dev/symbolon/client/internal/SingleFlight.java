package dev.symbolon.client.internal;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Does a thing once for all who ask for the same meanwhile, and shares with them what it yields or raises. */
public final class SingleFlight<K, V> {

    private final ConcurrentMap<K, FutureTask<V>> flights = new ConcurrentHashMap<>();

    /** What the action yields, run by this caller or by one that asked for the same key before. Raises what the action raises. */
    public V call(K key, Supplier<V> action) {
        FutureTask<V> flight = flights.computeIfAbsent(key, absent -> new FutureTask<>(() -> yielded(absent, action)));
        flight.run();
        try {
            return flight.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while another thread does the same", e);
        }
    }

    private V yielded(K key, Supplier<V> action) {
        try {
            return action.get();
        } finally {
            flights.remove(key);
        }
    }
}
