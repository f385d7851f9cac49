package dev.symbolon.server.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.server.storage.UnusableStorageException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a database file is made, and which ones are refused with what words. */
class SqliteStartTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void choose() {
        file = folder.resolve("data").resolve("symbolon.db");
    }

    private void refuses(Path path, String... words) {
        assertThatThrownBy(() -> SqlStorage.sqlite(path).close())
                .isInstanceOf(UnusableStorageException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContainingAll(words);
    }

    private void execute(String statement) throws SQLException {
        try (Link link = new Link(DriverManager.getConnection("jdbc:sqlite:" + file))) {
            link.update(statement);
        }
    }

    @Test
    void makesFilesForTheirOwnerAlone() throws IOException {
        try (SqlStorage storage = SqlStorage.sqlite(file);
                Stream<Path> files = Files.list(file.getParent())) {
            List<Path> all = files.toList();

            assertThat(all)
                    .hasSize(4)
                    .allSatisfy(made -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                            .isEqualTo("rw-------"));
            assertThat(storage.description()).isEqualTo("SQLite " + file);
        }
    }

    /** 2 is FULL: no kill shows the difference, only a power failure. */
    @Test
    void waitsForTheDiskAtEveryCommit() {
        try (SqliteDatabase database = SqliteDatabase.open(file)) {
            assertThat(database.<Integer>transaction(link ->
                            link.first("PRAGMA synchronous", Row::number).orElseThrow()))
                    .isEqualTo(2);
            assertThat(database.<String>transaction(
                            link -> link.first("PRAGMA journal_mode", Row::text).orElseThrow()))
                    .isEqualTo("wal");
        }
    }

    @Test
    void readsThroughConnectionsThatCannotWrite() {
        try (SqliteDatabase database = SqliteDatabase.open(file)) {
            assertThatThrownBy(() -> database.read(link -> link.update("DELETE FROM users")))
                    .hasStackTraceContaining("SQLITE_READONLY");
        }
    }

    @Test
    void refusesAFileOfAnotherKind() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "This is not a database but a text.");

        refuses(text, "is not a SQLite database");
        assertThat(text).hasContent("This is not a database but a text.");
    }

    @Test
    void refusesADamagedFile() throws IOException {
        SqlStorage.sqlite(file).close();
        try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
            damaged.seek(100);
            damaged.write(new byte[16_000]);
        }

        refuses(file, "cannot be", "malformed");
    }

    @Test
    void refusesAFolder() throws IOException {
        Files.createDirectories(file);

        refuses(file, "is a folder");
    }

    @Test
    void refusesAFolderThatCannotBeMade() throws IOException {
        Files.createFile(folder.resolve("data"));

        refuses(file, "cannot be made or read");
    }

    @Test
    void worksWithTheTablesOfTheNextRelease() throws SQLException {
        SqlStorage.sqlite(file).close();
        execute(appliedMigration(2));

        try (SqlStorage storage = SqlStorage.sqlite(file)) {
            assertThat(storage.isReady()).isTrue();
        }
    }

    @Test
    void refusesTablesOfAReleaseAfterThat() throws SQLException {
        SqlStorage.sqlite(file).close();
        execute(appliedMigration(3));

        refuses(file, "was last used by release 3", "Start release 2 or newer");
    }

    private static String appliedMigration(int release) {
        return """
                INSERT INTO flyway_schema_history (
                    installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                VALUES (100, '%1$d.1', 'later', 'SQL', 'V%1$d_1__later.sql', 1, '', 1, 1)""".formatted(release);
    }
}
