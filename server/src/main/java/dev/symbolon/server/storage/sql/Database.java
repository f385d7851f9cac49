package dev.symbolon.server.storage.sql;

import dev.symbolon.server.storage.StorageUnavailableException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A database as the stores use it. Work never starts other work, so that no thread holds one connection and waits for another.
 *
 * <p>Everything may raise {@link StorageUnavailableException}.
 */
interface Database extends AutoCloseable {

    /** Statements, and what they yield. It may be run more than once: until it has gone through, it has not happened. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T on(Handle handle);
    }

    <T extends @Nullable Object> T read(Work<T> work);

    /** Changes something by statements of which each is right by itself. What they did is durable on return. */
    <T extends @Nullable Object> T write(Work<T> work);

    /** Changes something altogether or not at all. What it did is durable on return. */
    <T extends @Nullable Object> T transaction(Work<T> work);

    Dialect dialect();

    String description();

    @Override
    void close();
}
