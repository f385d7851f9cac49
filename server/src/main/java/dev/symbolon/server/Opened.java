package dev.symbolon.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What has been opened on the way to something larger, to be closed if that cannot be had. */
final class Opened {

    private final Deque<Runnable> closings = new ArrayDeque<>();

    <T> T add(T opened, Consumer<T> closing) {
        closings.push(() -> closing.accept(opened));
        return opened;
    }

    /** Closes everything, what was opened last first, whatever fails meanwhile. */
    void closeAfter(Throwable failure) {
        for (Runnable closing : closings) {
            try {
                closing.run();
            } catch (RuntimeException | Error e) {
                failure.addSuppressed(e);
            }
        }
    }
}
