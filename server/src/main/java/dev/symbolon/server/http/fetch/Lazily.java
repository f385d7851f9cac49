package dev.symbolon.server.http.fetch;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A thing that is made when it is first needed, and once; what it is made of is not even loaded before. */
public final class Lazily<T> implements Supplier<T> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Supplier<T> making;
    private volatile Optional<T> made = Optional.empty();

    public Lazily(Supplier<T> making) {
        this.making = making;
    }

    @Override
    public T get() {
        return made.orElseGet(this::make);
    }

    private T make() {
        lock.lock();
        try {
            T thing = made.orElseGet(making);
            made = Optional.of(thing);
            return thing;
        } finally {
            lock.unlock();
        }
    }

    /** Does something with the thing, if it was ever needed. */
    public void ifMade(Consumer<T> action) {
        made.ifPresent(action);
    }
}
