package dev.symbolon.server.storage.sql;

import dev.symbolon.server.audit.Meters;
import dev.symbolon.server.authorization.Pending;
import dev.symbolon.server.storage.UnusableStorageException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/**
 * SQLite in one file: many readers, each with a connection of its own, beside one writer. The write-ahead log lets neither wait
 * for the other, and every commit is on the disk before it is acknowledged.
 */
final class SqliteDatabase implements Database {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Connections.Patience PATIENCE =
            new Connections.Patience(LONGEST_WAIT, Duration.ofDays(365), Duration.ofDays(365));
    private static final int JOURNAL_OCTETS = 64 << 20;

    private final SqliteFile file;
    private final SqliteLock lock;
    private final Connections readers;
    private final Link writer;
    private final WriteQueue<PendingWrite<?>> queue;

    private SqliteDatabase(SqliteFile file, SqliteLock lock, Link writer) {
        this.file = file;
        this.lock = lock;
        this.readers = new Connections(
                Math.max(4, 2 * Runtime.getRuntime().availableProcessors()), PATIENCE, () -> reader(file));
        this.writer = writer;
        this.queue = WriteQueue.start("sqlite-writer", 1, new SqliteWriter(writer));
    }

    /** @throws UnusableStorageException if the file cannot be used */
    static SqliteDatabase open(Path path) {
        SqliteFile file = SqliteFile.of(path);
        file.prepare();
        SqliteLock lock = SqliteLock.shared(file.path());
        String name = "the database file " + file.path();
        try {
            return new SqliteDatabase(file, lock, writer(file, name));
        } catch (UnusableStorageException e) {
            lock.close();
            throw e;
        } catch (SQLException e) {
            lock.close();
            throw new UnusableStorageException(name + " cannot be opened: " + Reasons.of(e), e);
        }
    }

    private static Link writer(SqliteFile file, String name) throws SQLException {
        SQLiteDataSource source = dataSource(file);
        Link writer = new Link(source.getConnection());
        try {
            Schema.migrate(source, writer, Dialect.SQLITE, name);
            return writer;
        } catch (UnusableStorageException e) {
            writer.close();
            throw e;
        }
    }

    private static SQLiteDataSource dataSource(SqliteFile file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout((int) LONGEST_WAIT.toMillis());
        config.setJournalSizeLimit(JOURNAL_OCTETS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.path());
        return source;
    }

    private static Link reader(SqliteFile file) throws SQLException {
        Link reader = new Link(dataSource(file).getConnection());
        reader.update("PRAGMA query_only = ON");
        return reader;
    }

    @Override
    public <T> T read(Work<T> work) {
        try {
            return readers.with(work);
        } catch (SQLException e) {
            throw Failures.translated(e, Dialect.SQLITE);
        }
    }

    @Override
    public Pending<Integer> begin(Change change) {
        return begin((Work<Integer>) change);
    }

    private <T> Pending<T> begin(Work<T> work) {
        PendingWrite<T> pending = new PendingWrite<>(work);
        queue.add(pending);
        return pending;
    }

    @Override
    public <T> T transaction(Work<T> work) {
        return begin(work).await();
    }

    @Override
    public void measure(Meters meters) {
        queue.measure(meters);
        readers.measure("readers", meters);
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public String description() {
        return "SQLite " + file.path();
    }

    @Override
    public void close() {
        queue.close();
        writer.close();
        readers.close();
        lock.close();
    }
}
