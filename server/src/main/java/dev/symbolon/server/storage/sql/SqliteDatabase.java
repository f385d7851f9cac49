package dev.symbolon.server.storage.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.symbolon.server.storage.UnusableStorageException;
import java.nio.file.Path;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
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
    private static final int JOURNAL_OCTETS = 64 << 20;

    private final SqliteFile file;
    private final SqliteLock lock;
    private final HikariDataSource readers;
    private final Jdbi reading;
    private final SqliteWriter writer;

    private SqliteDatabase(SqliteFile file, SqliteLock lock, HikariDataSource readers, SqliteWriter writer) {
        this.file = file;
        this.lock = lock;
        this.readers = readers;
        this.reading = Failures.withoutValues(Jdbi.create(readers));
        this.writer = writer;
    }

    /** @throws UnusableStorageException if the file cannot be used */
    static SqliteDatabase open(Path path) {
        SqliteFile file = SqliteFile.of(path);
        file.prepare();
        SqliteLock lock = SqliteLock.shared(file.path());
        String name = "the database file " + file.path();
        try {
            SQLiteDataSource source = dataSource(file);
            Schema.migrate(source, Dialect.SQLITE, name);
            SqliteWriter writer = SqliteWriter.start(Failures.withoutValues(Jdbi.create(source)), LONGEST_WAIT);
            return new SqliteDatabase(file, lock, readers(file), writer);
        } catch (UnusableStorageException e) {
            lock.close();
            throw e;
        } catch (JdbiException | FlywayException e) {
            lock.close();
            throw new UnusableStorageException(name + " cannot be opened: " + reason(e), e);
        }
    }

    private static String reason(Throwable e) {
        return Failures.sqlException(e).map(Throwable::getMessage).orElse("no reason given");
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

    private static HikariDataSource readers(SqliteFile file) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("sqlite-readers");
        pool.setDataSource(dataSource(file));
        pool.setConnectionInitSql("PRAGMA query_only = ON");
        pool.setMaximumPoolSize(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));
        pool.setConnectionTimeout(LONGEST_WAIT.toMillis());
        pool.setMaxLifetime(0);
        return new HikariDataSource(pool);
    }

    @Override
    public <T extends @Nullable Object> T read(Work<T> work) {
        try {
            return reading.withHandle(work::on);
        } catch (JdbiException e) {
            throw Failures.translated(e, Dialect.SQLITE);
        }
    }

    @Override
    public <T extends @Nullable Object> T write(Work<T> work) {
        return writer.write(work);
    }

    @Override
    public <T extends @Nullable Object> T transaction(Work<T> work) {
        return writer.write(work);
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
        readers.close();
        writer.close();
        lock.close();
    }
}
