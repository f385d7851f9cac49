package dev.symbolon.server.authorization;

/** A write that is on its way, so that other work can be done meanwhile. It goes there whether or not anybody waits for it. */
@FunctionalInterface
public interface Pending<T> {

    /** Waits until the write is durable, and says what came of it. */
    T await();
}
