package dev.symbolon.benchmark.floor;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.process.OperatingSystem;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/** What one durable write costs when many share a commit: writers that wait for it, and one connection that commits for all. */
public final class CommitFloor {

    private static final int WRITERS = 32;
    private static final int MOST_TOGETHER = 64;
    private static final String DOCUMENT = "d".repeat(300);

    private final BlockingQueue<Write> queue = new ArrayBlockingQueue<>(MOST_TOGETHER);
    private volatile boolean over;

    private CommitFloor() {}

    private record Write(long id, Semaphore committed) {}

    /** Milliseconds of CPU time for one write to a new SQLite database in this folder. */
    public static double sqliteMilliseconds(Path folder, Duration duration) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + folder.resolve("floor.db"));
        try (Connection connection = source.getConnection()) {
            return new CommitFloor().milliseconds(connection, duration);
        } catch (SQLException e) {
            throw new BenchmarkException("the floor of a commit cannot be measured", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    private double milliseconds(Connection connection, Duration duration) throws SQLException, InterruptedException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE rows (id BIGINT PRIMARY KEY, document TEXT)");
        }
        connection.setAutoCommit(false);
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WRITERS; i++) {
                long number = i;
                var _ = writers.submit(() -> {
                    writeOn(number);
                    return number;
                });
            }
            commitFor(connection, duration.dividedBy(2));
            Duration before = cpu();
            long written = commitFor(connection, duration);
            Duration used = cpu().minus(before);
            over = true;
            writers.shutdownNow();
            return used.toNanos() / 1e6 / written;
        }
    }

    private static Duration cpu() {
        return OperatingSystem.usage(ProcessHandle.current().pid()).cpu();
    }

    private void writeOn(long number) throws InterruptedException {
        Semaphore committed = new Semaphore(0);
        for (long id = number; !over; id += WRITERS) {
            queue.put(new Write(id, committed));
            committed.acquire();
        }
    }

    private long commitFor(Connection connection, Duration duration) throws SQLException, InterruptedException {
        long written = 0;
        long end = System.nanoTime() + duration.toNanos();
        List<Write> together = new ArrayList<>();
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO rows VALUES (?, ?)")) {
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
