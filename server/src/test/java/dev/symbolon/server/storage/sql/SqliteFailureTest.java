package dev.symbolon.server.storage.sql;

import static dev.symbolon.server.storage.Samples.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.symbolon.server.storage.Declarations;
import dev.symbolon.server.storage.Samples;
import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.storage.StorageUnavailableException;
import dev.symbolon.server.storage.UnusableStorageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full or read-only, files that are damaged or shared. File systems of its own need Linux and root. */
class SqliteFailureTest {

    private static final int PAGE = 4096;

    @TempDir
    private Path folder;

    private Path mounted;
    private Path file;
    private boolean mountedNow;

    @BeforeEach
    void choose() throws IOException {
        mounted = Files.createDirectory(folder.resolve("data"));
        file = mounted.resolve("symbolon.db");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mountedNow) {
            run("umount", "--lazy", mounted.toString());
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private void mount(String... options) throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "file systems are mounted on Linux");
        mountedNow = run(options) == 0;
        assumeTrue(mountedNow, "this user may mount no file systems");
    }

    private void mountSmall(String size) throws IOException, InterruptedException {
        mount("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", mounted.toString());
    }

    private static void makeAda(Storage storage) {
        storage.declare(Declarations.of(List.of(), List.of(), List.of(Samples.user(ADA, "ada"))));
    }

    private void isRefused(String... words) {
        assertThatThrownBy(() -> SqlStorage.sqlite(file).close())
                .isInstanceOf(UnusableStorageException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("\n");
    }

    @Test
    void doesNotStartOnAFullDiskAndDoesOnceThereIsRoom() throws Exception {
        mountSmall("48k");

        isRefused("there is no space left");

        assertThat(run("mount", "-o", "remount,size=8m", mounted.toString())).isZero();
        try (Storage storage = SqlStorage.sqlite(file)) {
            makeAda(storage);
            assertThat(storage.isReady()).isTrue();
        }
    }

    @Test
    void readsOnWhileTheDiskIsFullAndWritesAgainOnceThereIsRoom() throws Exception {
        mountSmall("1m");
        Path ballast = mounted.resolve("ballast");
        try (Storage storage = SqlStorage.sqlite(file)) {
            makeAda(storage);
            storage.sessions().begin(Samples.session("before", ADA));
            fill(ballast);

            assertThatThrownBy(() -> IntStream.range(0, 500)
                            .forEach(i -> storage.sessions().begin(Samples.session("full " + i, ADA))))
                    .isInstanceOf(StorageUnavailableException.class);
            assertThat(storage.sessions().find(Samples.session("before", ADA).id()))
                    .isPresent();

            Files.delete(ballast);
            storage.sessions().begin(Samples.session("after", ADA));
            assertThat(storage.sessions().find(Samples.session("after", ADA).id()))
                    .isPresent();
        }
        SqliteBackup.check(file);
    }

    private static void fill(Path ballast) {
        try (var out = Files.newOutputStream(ballast)) {
            for (int i = 0; i < 1_000; i++) {
                out.write(new byte[PAGE]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("space");
        }
    }

    @Test
    void doesNotStartOnAReadOnlyFileSystemAndChangesNothing() throws Exception {
        SqlStorage.sqlite(file).close();
        byte[] before = Files.readAllBytes(file);
        mount("mount", "--bind", mounted.toString(), mounted.toString());
        assumeTrue(run("mount", "-o", "remount,bind,ro", mounted.toString()) == 0, "no read-only file systems here");

        isRefused("must be readable and writable");

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void doesNotStartOnATruncatedFile() throws IOException {
        SqlStorage.sqlite(file).close();
        try (RandomAccessFile truncated = new RandomAccessFile(file.toFile(), "rw")) {
            truncated.setLength(5 * PAGE);
        }

        isRefused("it is damaged", "symbolon restore");
    }

    /** To look at every page before a start would take minutes on a large file; what is damaged shows when it is read. */
    @Test
    void servesWhatIsWholeOfADamagedFile() throws IOException {
        try (Storage storage = SqlStorage.sqlite(file)) {
            makeAda(storage);
            storage.authorizations()
                    .redeem(Samples.authorization("damaged-authorization"))
                    .await();
        }
        damagePageWith("damaged-authorization");
        byte[] damaged = Files.readAllBytes(file);

        try (Storage storage = SqlStorage.sqlite(file)) {
            assertThatThrownBy(() -> storage.authorizations()
                            .find(Samples.authorization("damaged-authorization").id()))
                    .isNotInstanceOf(StorageUnavailableException.class)
                    .hasStackTraceContaining("malformed");
            assertThatThrownBy(() -> storage.authorizations()
                            .redeem(Samples.authorization("another"))
                            .await())
                    .hasStackTraceContaining("malformed");
            assertThat(storage.users().find(ADA)).isPresent();
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
    }

    private void damagePageWith(String text) throws IOException {
        int at = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).indexOf(text);
        assertThat(at).isPositive();
        try (RandomAccessFile page = new RandomAccessFile(file.toFile(), "rw")) {
            page.seek(at / PAGE * (long) PAGE);
            page.write(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1});
        }
    }

    @Test
    void letsTwoProgramsWriteToOneFile() throws Exception {
        Process other = CrashTest.startVictim(file);
        try (BufferedReader lines = other.inputReader()) {
            CrashTest.readAcknowledgements(lines, 10, new HashMap<>());
            try (Storage storage = SqlStorage.sqlite(file)) {
                IntStream.range(0, 50).forEach(i -> storage.sessions().begin(Samples.session("one " + i, ADA)));

                assertThat(IntStream.range(0, 50))
                        .allMatch(i -> storage.sessions()
                                .find(Samples.session("one " + i, ADA).id())
                                .isPresent());
            }
        } finally {
            other.destroyForcibly().waitFor();
        }
    }
}
