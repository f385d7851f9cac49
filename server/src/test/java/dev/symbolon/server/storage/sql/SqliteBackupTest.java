package dev.symbolon.server.storage.sql;

import static dev.symbolon.server.storage.Samples.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.storage.Declarations;
import dev.symbolon.server.storage.Samples;
import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.storage.UnusableStorageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of a database that another process writes to, and the way back. */
class SqliteBackupTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;

    private Path database;
    private Path copy;
    private SqliteBackup backup;

    @BeforeEach
    void choose() {
        database = folder.resolve("data").resolve("symbolon.db");
        copy = folder.resolve("copy.db");
        backup = new SqliteBackup(database);
    }

    private void make(String user) {
        try (Storage storage = SqlStorage.sqlite(database)) {
            storage.declare(Declarations.of(List.of(), List.of(), List.of(Samples.user(ADA, user))));
        }
    }

    private static String user(Path file) {
        try (Storage storage = SqlStorage.sqlite(file)) {
            return storage.users().find(ADA).orElseThrow().username().value();
        }
    }

    private Optional<Path> restore() {
        return backup.restore(copy, NOW, file -> {});
    }

    private void damage(Path file, int from) throws IOException {
        try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
            damaged.seek(from);
            damaged.write(new byte[8_000]);
        }
    }

    /** Reads the acknowledgements of a program that writes as fast as it can, and makes copies meanwhile. */
    @Test
    void holdsAllThatWasAcknowledgedBeforeItBegan() throws IOException, InterruptedException {
        Process writer = CrashTest.startVictim(database);
        Map<String, Integer> acknowledged = new HashMap<>();
        List<Map<String, Integer>> atTheTime = new ArrayList<>();
        try (BufferedReader lines = writer.inputReader()) {
            for (int i = 0; i < 3; i++) {
                CrashTest.readAcknowledgements(lines, 500, acknowledged);
                atTheTime.add(Map.copyOf(acknowledged));
                backup.take(folder.resolve("copy" + i + ".db"));
            }
            assertThatThrownBy(() -> backup.restore(folder.resolve("copy0.db"), NOW, file -> {}))
                    .isInstanceOf(UnusableStorageException.class)
                    .hasMessageContaining("has the database file " + database + " open; stop it first");
        } finally {
            writer.destroyForcibly().waitFor();
        }

        for (int i = 0; i < 3; i++) {
            assertThat(atTheTime.get(i)).hasSizeGreaterThan(10);
            holdsAll(folder.resolve("copy" + i + ".db"), atTheTime.get(i));
        }
    }

    private static void holdsAll(Path copy, Map<String, Integer> acknowledged) {
        try (Storage storage = SqlStorage.sqlite(copy)) {
            acknowledged.forEach((id, generation) -> {
                Authorization kept = storage.authorizations()
                        .find(Samples.authorization(id).id())
                        .orElseThrow();
                assertThat(kept.generation()).isGreaterThanOrEqualTo(generation);
            });
        }
    }

    @Test
    void goesBackAndKeepsWhatWasThere() {
        make("before");
        backup.take(copy);
        make("after");

        Path kept = restore().orElseThrow();

        assertThat(user(database)).isEqualTo("before");
        assertThat(user(kept)).isEqualTo("after");
        assertThat(database.getParent()).isDirectoryNotContaining("glob:**.part*");
    }

    @Test
    void goesBackOnAnEmptyMachine() throws IOException {
        make("before");
        backup.take(copy);
        Path elsewhere = folder.resolve("new").resolve("symbolon.db");

        assertThat(new SqliteBackup(elsewhere).restore(copy, NOW, file -> {})).isEmpty();

        assertThat(user(elsewhere)).isEqualTo("before");
    }

    /** A provider that was killed leaves a log beside its file, which must not be played into the copy. */
    @Test
    void leavesTheLogOfTheOldDatabaseToIt() throws IOException, InterruptedException {
        make("before");
        backup.take(copy);
        Process writer = CrashTest.startVictim(database);
        Map<String, Integer> acknowledged = new HashMap<>();
        try (BufferedReader lines = writer.inputReader()) {
            CrashTest.readAcknowledgements(lines, 200, acknowledged);
        } finally {
            writer.destroyForcibly().waitFor();
        }
        assertThat(database.resolveSibling("symbolon.db-wal")).isNotEmptyFile();

        Path kept = restore().orElseThrow();

        assertThat(user(database)).isEqualTo("before");
        holdsAll(kept, acknowledged);
    }

    @Test
    void replacesADamagedDatabase() throws IOException {
        make("before");
        backup.take(copy);
        damage(database, 0);

        restore();

        assertThat(user(database)).isEqualTo("before");
    }

    @Test
    void refusesADamagedCopy() throws IOException {
        make("before");
        backup.take(copy);
        damage(copy, 4096);

        assertThatThrownBy(this::restore)
                .isInstanceOf(UnusableStorageException.class)
                .hasMessageContaining("damaged");
        assertThat(user(database)).isEqualTo("before");
    }

    @Test
    void copiesNoDamage() throws IOException {
        make("before");
        damage(database, 4096);

        assertThatThrownBy(() -> backup.take(copy)).isInstanceOf(UnusableStorageException.class);
        assertThat(folder).isDirectoryNotContaining("glob:**copy*");
    }

    @Test
    void refusesWhatIsNoDatabase() throws IOException {
        make("before");
        Files.writeString(copy, "This is not a database but a text.");

        assertThatThrownBy(this::restore).hasMessageContaining("is not a SQLite database");
        assertThat(user(database)).isEqualTo("before");
    }

    @Test
    void isNotPossibleWhileSomebodyHasItOpen() {
        make("before");
        backup.take(copy);
        try (Storage open = SqlStorage.sqlite(database)) {
            assertThat(open.isReady()).isTrue();
            assertThatThrownBy(this::restore).hasMessageContaining("open; stop it first");
        }
        assertThat(restore()).isPresent();
    }
}
