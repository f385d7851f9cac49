package dev.symbolon.server.storage.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Whether the database can be reached. While it cannot, one thread tries again and again, and everybody else is told at once
 * instead of waiting.
 */
final class Reachability implements Connections.Opening, AutoCloseable {

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
    private static final String CANNOT_CONNECT = "08001";

    private final Connections.Opening opening;
    private final Dialect dialect;
    private volatile CountDownLatch awaited = new CountDownLatch(0);
    private volatile boolean closed;

    Reachability(Connections.Opening opening, Dialect dialect) {
        this.opening = opening;
        this.dialect = dialect;
    }

    @Override
    public Link open() throws SQLException {
        if (isAway()) {
            throw new SQLException("the database cannot be reached", CANNOT_CONNECT);
        }
        try {
            return opening.open();
        } catch (SQLException e) {
            if (dialect.isLost(e)) {
                miss();
            }
            throw e;
        }
    }

    boolean isAway() {
        return awaited.getCount() > 0;
    }

    /**
     * Waits for the database while it is away.
     *
     * @param deadline as {@link System#nanoTime} tells the time
     */
    boolean isBackBefore(long deadline) {
        try {
            return awaited.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS) && !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void miss() {
        if (!isAway() && !closed) {
            awaited = new CountDownLatch(1);
            Thread.ofVirtual().name("database-probe").start(this::probe);
        }
    }

    private void probe() {
        while (!closed && !answers()) {
            try {
                Thread.sleep(BETWEEN_TRIES);
            } catch (InterruptedException e) {
                break;
            }
        }
        awaited.countDown();
    }

    private boolean answers() {
        try (Link link = opening.open()) {
            return link.isAlive();
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
