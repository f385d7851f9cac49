package dev.symbolon.server.storage.sql;

import dev.symbolon.server.key.StoredKey;
import dev.symbolon.server.storage.UnusableStorageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Makes copies of a SQLite database while other programs write to it, and puts them back. */
public final class SqliteBackup {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path database;

    /** @param database the file that a provider uses, or is to use */
    public SqliteBackup(Path database) {
        this.database = SqliteFile.of(database).path();
    }

    /**
     * Writes the database as it is at one moment to a new file, for its owner alone, and checks it. Readers and writers go on.
     *
     * @throws UnusableStorageException if there is such a file already, or the copy cannot be made; nothing is left of it then
     */
    public void take(Path target) {
        SqliteFile.of(database).requirePresent();
        Path copy = SqliteFile.of(target).path();
        if (Files.exists(copy)) {
            throw new UnusableStorageException(copy + " is there already; a backup replaces nothing");
        }
        try (SqliteLock _ = SqliteLock.shared(database);
                WholeFile whole = WholeFile.beside(copy);
                Link link = writable(database)) {
            link.update("VACUUM INTO ?", whole.part().toString());
            check(whole.part());
            whole.publishAs(copy);
        } catch (FileAlreadyExistsException e) {
            throw new UnusableStorageException(copy + " is there already; a backup replaces nothing", e);
        } catch (SQLException | IOException e) {
            throw new UnusableStorageException(
                    "the database file " + database + " cannot be copied to " + copy + ": " + reason(e), e);
        }
    }

    /** @throws UnusableStorageException unless the file is a whole database of this program */
    public static void check(Path copy) {
        SqliteFile.of(copy).requirePresent();
        try (Link link = readOnly(copy)) {
            List<String> findings = link.all("PRAGMA integrity_check(3)", Row::text);
            if (!findings.equals(List.of("ok"))) {
                throw new UnusableStorageException(copy + " is damaged: " + String.join("; ", findings));
            }
        } catch (SQLException e) {
            throw new UnusableStorageException(copy + " is damaged: " + reason(e), e);
        }
    }

    /** The keys in a copy, encrypted. */
    public static List<StoredKey> keys(Path copy) {
        try (Link link = readOnly(copy)) {
            return link.all(SqlKeys.ALL, SqlKeys::key);
        } catch (SQLException e) {
            throw new UnusableStorageException(copy + " is not a database of Symbolon: " + reason(e), e);
        }
    }

    /**
     * Puts a copy in the place of the database, which is kept beside it under another name. Killed at any moment, it leaves the
     * one or the other.
     *
     * @param approval is given the copy, now under the database's folder, before anything is replaced; it throws to refuse
     * @return where the database that was there is now
     * @throws UnusableStorageException if a program has the database open, or the copy cannot be used; nothing is changed then
     */
    public Optional<Path> restore(Path copy, Instant now, Consumer<Path> approval) {
        SqliteFile.of(copy).requirePresent();
        try {
            Files.createDirectories(database.getParent());
            try (SqliteLock _ = SqliteLock.exclusive(database).orElseThrow(this::inUse);
                    WholeFile whole = WholeFile.beside(database)) {
                Files.copy(copy, whole.part(), StandardCopyOption.REPLACE_EXISTING);
                SqliteFile.protect(whole.part());
                check(whole.part());
                approval.accept(whole.part());
                Optional<Path> kept = keep(now);
                whole.replace(database);
                return kept;
            }
        } catch (IOException e) {
            throw new UnusableStorageException(
                    copy + " cannot be put in the place of the database file " + database + ": " + reason(e), e);
        }
    }

    private UnusableStorageException inUse() {
        return new UnusableStorageException("a provider, or another command, has the database file " + database
                + " open; stop it first. Nothing was changed.");
    }

    private Optional<Path> keep(Instant now) throws IOException {
        if (Files.notExists(database)) {
            return Optional.empty();
        }
        foldLog();
        Path kept = beside(".before-restore-" + STAMP.format(now));
        for (String ending : SqliteFile.BESIDE) {
            if (Files.exists(beside(ending))) {
                Files.move(beside(ending), kept.resolveSibling(kept.getFileName() + ending));
            }
        }
        try {
            Files.createLink(kept, database);
        } catch (UnsupportedOperationException e) {
            Files.copy(database, kept, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return Optional.of(kept);
    }

    /** What stands in the write-ahead log goes to the database file; a damaged database keeps its log beside it. */
    private void foldLog() {
        try (Link link = writable(database)) {
            link.all("PRAGMA wal_checkpoint(TRUNCATE)", Row::number);
        } catch (SQLException e) {
            return;
        }
    }

    private Path beside(String ending) {
        return database.resolveSibling(database.getFileName() + ending);
    }

    private static Link readOnly(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return new Link(source.getConnection());
    }

    private static Link writable(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(10_000);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return new Link(source.getConnection());
    }

    private static String reason(Exception e) {
        return e instanceof SQLException
                ? String.valueOf(e.getMessage())
                : e.getClass().getSimpleName();
    }
}
