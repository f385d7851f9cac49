package dev.symbolon.server.storage.sql;

import dev.symbolon.server.audit.Meters;
import dev.symbolon.server.authorization.Pending;
import dev.symbolon.server.storage.StorageUnavailableException;

/**
 * A database as the stores use it. Work never starts other work, so that no thread holds one connection and waits for another.
 *
 * <p>Everything may raise {@link StorageUnavailableException}.
 */
interface Database extends AutoCloseable {

    <T> T read(Work<T> work);

    /** Begins to change something; how many rows it has changed is told once that is durable. */
    Pending<Integer> begin(Change change);

    /** Changes something, and returns once that is durable. */
    default int change(Change change) {
        return begin(change).await();
    }

    /** Changes something by several statements altogether or not at all, and returns once that is durable. */
    <T> T transaction(Work<T> work);

    /** Says what can be read off it: queue and connections. */
    void measure(Meters meters);

    Dialect dialect();

    String description();

    @Override
    void close();
}
