package dev.symbolon.benchmark.floor;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.process.OperatingSystem;
import dev.symbolon.benchmark.store.Store;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;

/** What one durable write costs when many share a commit: writers that wait for it, and one connection that commits for all. */
public final class Committing {

    private static final int WRITERS = 32;
    private static final int MOST_TOGETHER = 64;
    private static final String DOCUMENT = "d".repeat(300);

    private final BlockingQueue<Write> queue = new ArrayBlockingQueue<>(MOST_TOGETHER);
    private final Store store;

    private Committing(Store store) {
        this.store = store;
    }

    private record Write(long id, Semaphore committed) {}

    /** Milliseconds of CPU time for one write, the processes of the database included. */
    public static double milliseconds(Store store, Duration duration) {
        try (Connection connection = store.dataSource().getConnection()) {
            return new Committing(store).milliseconds(connection, duration);
        } catch (SQLException e) {
            throw new BenchmarkException("the floor of a commit cannot be measured", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    private double milliseconds(Connection connection, Duration duration) throws SQLException, InterruptedException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE floor_rows (id BIGINT PRIMARY KEY, document TEXT)");
        }
        connection.setAutoCommit(false);
        try (Writers _ = startWriters()) {
            commitFor(connection, duration.dividedBy(2));
            Duration before = cpu();
            long written = commitFor(connection, duration);
            Duration used = cpu().minus(before);
            return used.toNanos() / 1e6 / written;
        } finally {
            dropTable(connection);
        }
    }

    private static void dropTable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE floor_rows");
        }
        connection.commit();
    }

    /** They wait for commits most of the time, and are interrupted in the end. */
    private Writers startWriters() {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            long number = i;
            threads.add(Thread.ofVirtual().start(() -> writeOn(number)));
        }
        return () -> threads.forEach(Thread::interrupt);
    }

    private interface Writers extends AutoCloseable {

        @Override
        void close();
    }

    private Duration cpu() {
        return OperatingSystem.usage(ProcessHandle.current().pid())
                .plus(store.usage())
                .cpu();
    }

    private void writeOn(long number) {
        Semaphore committed = new Semaphore(0);
        try {
            for (long id = number; ; id += WRITERS) {
                queue.put(new Write(id, committed));
                committed.acquire();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long commitFor(Connection connection, Duration duration) throws SQLException, InterruptedException {
        long written = 0;
        long end = System.nanoTime() + duration.toNanos();
        List<Write> together = new ArrayList<>();
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO floor_rows VALUES (?, ?)")) {
            while (System.nanoTime() < end) {
                together.add(queue.take());
                queue.drainTo(together, MOST_TOGETHER - 1);
                for (Write write : together) {
                    insert.setLong(1, write.id());
                    insert.setString(2, DOCUMENT);
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
                together.forEach(write -> write.committed().release());
                written += together.size();
                together.clear();
            }
        }
        return written;
    }
}
