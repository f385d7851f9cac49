package dev.symbolon.server.storage.sql;

import dev.symbolon.server.storage.StorageUnavailableException;
import dev.symbolon.server.storage.sql.Database.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes to a SQLite database, in the order in which it is asked.
 *
 * <p>Whatever has queued up while the disk was busy is committed together, so that many share the wait for the disk. It is a
 * platform thread because waiting for the disk would occupy a carrier of virtual threads.
 */
final class SqliteWriter implements AutoCloseable {

    private static final int MOST_WAITING = 10_000;
    private static final int MOST_TOGETHER = 64;

    private final BlockingQueue<PendingWrite<?>> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final PendingWrite<Boolean> farewell = new PendingWrite<>(handle -> true);
    private final Handle handle;
    private final Duration longestWait;
    private final Thread thread;
    private volatile boolean closed;

    private SqliteWriter(Handle handle, Duration longestWait) {
        this.handle = handle;
        this.longestWait = longestWait;
        this.thread = Thread.ofPlatform().name("sqlite-writer").daemon().unstarted(this::run);
    }

    static SqliteWriter start(Jdbi jdbi, Duration longestWait) {
        SqliteWriter writer = new SqliteWriter(jdbi.open(), longestWait);
        writer.thread.start();
        return writer;
    }

    /** Does the work as one transaction, and returns when it is on the disk. */
    <T extends @Nullable Object> T write(Work<T> work) {
        PendingWrite<T> pending = new PendingWrite<>(work);
        if (closed || !queue.offer(pending)) {
            throw new StorageUnavailableException(closed ? "the database is closed" : "too many writes are waiting");
        }
        return pending.await(longestWait);
    }

    private void run() {
        List<PendingWrite<?>> together = new ArrayList<>(MOST_TOGETHER);
        while (!together.contains(farewell)) {
            together.clear();
            try {
                together.add(queue.take());
            } catch (InterruptedException e) {
                continue;
            }
            queue.drainTo(together, MOST_TOGETHER - 1);
            commit(together);
        }
        queue.forEach(left -> left.fail(new StorageUnavailableException("the database is closed")));
    }

    private void commit(List<PendingWrite<?>> together) {
        try {
            handle.execute("BEGIN IMMEDIATE");
            together.forEach(write -> write.attempt(handle));
            handle.execute("COMMIT");
            together.forEach(PendingWrite::acknowledge);
        } catch (RuntimeException e) {
            rollBack(e);
            RuntimeException failure = Failures.translated(e, Dialect.SQLITE);
            together.forEach(write -> write.fail(failure));
        } catch (Error e) {
            rollBack(e);
            together.forEach(write -> write.fail(e));
        }
    }

    /** SQLite may have rolled back by itself already, for instance when the disk is full. */
    private void rollBack(Throwable reason) {
        try {
            handle.execute("ROLLBACK");
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            queue.put(farewell);
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        handle.close();
    }
}
