package dev.symbolon.server.storage.sql;

import dev.symbolon.server.audit.Meters;
import dev.symbolon.server.audit.Metric;
import dev.symbolon.server.storage.StorageUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A bounded number of connections, made when they are needed and kept for the next who asks. The one that was used last goes
 * first.
 */
final class Connections implements AutoCloseable {

    /** Makes a connection. */
    @FunctionalInterface
    interface Opening {
        Link open() throws SQLException;
    }

    /**
     * How long things may take.
     *
     * @param queueing for a connection to be free
     * @param unchecked lying idle without being asked whether it is still alive
     * @param life of a connection, so that an address which leads elsewhere is asked for again
     */
    record Patience(Duration queueing, Duration unchecked, Duration life) {}

    /** A connection that lies idle. */
    private record Idle(Link link, long openedAt, long idleSince) {}

    private final Opening opening;
    private final Patience patience;
    private final int most;
    private final Semaphore free;
    private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Connections(int most, Patience patience, Opening opening) {
        this.opening = opening;
        this.patience = patience;
        this.most = most;
        this.free = new Semaphore(most, true);
    }

    /**
     * Does the work on a connection that nobody else uses meanwhile.
     *
     * @throws StorageUnavailableException if none becomes free in time
     */
    <T> T with(Work<T> work) throws SQLException {
        acquire();
        try {
            Idle taken = take();
            try {
                return work.on(taken.link());
            } finally {
                give(taken);
            }
        } finally {
            free.release();
        }
    }

    private void acquire() {
        try {
            if (closed || !free.tryAcquire(patience.queueing().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StorageUnavailableException(closed ? "the database is closed" : "the database is too busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageUnavailableException("interrupted", e);
        }
    }

    private Idle take() throws SQLException {
        for (Optional<Idle> next = poll(); next.isPresent(); next = poll()) {
            if (isUsable(next.get())) {
                return next.get();
            }
            next.get().link().close();
        }
        return new Idle(opening.open(), System.nanoTime(), 0);
    }

    private Optional<Idle> poll() {
        return Optional.ofNullable(idle.pollFirst());
    }

    private boolean isUsable(Idle next) {
        long now = System.nanoTime();
        return now - next.openedAt() < patience.life().toNanos()
                && (now - next.idleSince() < patience.unchecked().toNanos()
                        || next.link().isAlive());
    }

    private void give(Idle taken) {
        if (closed || taken.link().isClosed()) {
            taken.link().close();
            return;
        }
        idle.addFirst(new Idle(taken.link(), taken.openedAt(), System.nanoTime()));
        if (closed) {
            forget();
        }
    }

    /** @param name of these connections */
    void measure(String name, Meters meters) {
        meters.level(Metric.CONNECTIONS, () -> most - free.availablePermits(), name, "active");
        meters.level(Metric.CONNECTIONS, idle::size, name, "idle");
        meters.level(Metric.CONNECTIONS, free::getQueueLength, name, "waited_for");
    }

    /** Closes what lies idle, because it is of no use any more. */
    void forget() {
        for (Optional<Idle> next = poll(); next.isPresent(); next = poll()) {
            next.get().link().close();
        }
    }

    @Override
    public void close() {
        closed = true;
        forget();
    }
}
