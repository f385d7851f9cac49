package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {

    private static final String MANIFEST = """
            clients:
              - id: job
                name: Job
                secret-env: JOB_SECRET
                grant-types: client_credentials
            """;

    @TempDir
    private Path folder;

    private Path manifest;

    private record Run(int exitCode, String out, String err) {}

    @BeforeEach
    void writeManifest() throws IOException {
        manifest = Files.writeString(folder.resolve("manifest.yaml"), MANIFEST);
    }

    private Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine(Map.of("JOB_SECRET", "s".repeat(40)))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        return new Run(command.execute(arguments), out.toString(), err.toString());
    }

    private Run apply(String... more) {
        return run(Stream.concat(
                        Stream.of("apply", manifest.toString(), "--data=" + folder.resolve("data")), Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void appliesAManifestOnce() {
        Run first = apply();
        Run second = apply();

        assertThat(first.out()).startsWith("+ client job").contains("1 to add");
        assertThat(first.exitCode()).isZero();
        assertThat(second.out().strip()).isEqualTo("nothing to change");
        assertThat(second.exitCode()).isZero();
    }

    @Test
    void writesNothingInADryRun() {
        assertThat(apply("--dry-run").out()).contains("+ client job", "dry run: nothing was written");
        assertThat(apply().out()).contains("+ client job");
    }

    @Test
    void makesNoDatabaseInADryRun() {
        assertThat(apply("--dry-run").out()).contains("1 to add", "the database does not exist yet");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void makesNoDatabaseForAManifestWithAMistake() throws IOException {
        Files.writeString(manifest, MANIFEST.replace("grant-types", "grant_types"));

        assertThat(apply().exitCode()).isEqualTo(1);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void rotatesNoKeysWhereThereAreNone() {
        Run run = onData("rotate-keys", "--now");

        assertThat(run.err()).startsWith("symbolon: there is no database " + folder.resolve("data/symbolon.db"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void tellsProblemsOfAManifestAndFails() throws IOException {
        Files.writeString(manifest, MANIFEST.replace("grant-types", "grant_types"));

        Run run = apply();

        assertThat(run.err())
                .contains("symbolon: 2 problems in " + manifest, "grant_types:", "did you mean grant-types?")
                .doesNotContain("\tat ");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void tellsProblemsOfTheConfigurationAndFails() {
        Run run = run("start", "--isuer=https://id.example.org");

        assertThat(run.err()).contains("--isuer", "unknown flag; did you mean --issuer?");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void makesNoOtherMasterKeyForADatabaseThatHasOne() throws IOException {
        apply();
        Path masterKey = folder.resolve("data/master.key");
        Files.delete(masterKey);

        Run run = apply();

        assertThat(run.err()).startsWith("symbolon: there is no master key file " + masterKey);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(masterKey).doesNotExist();
    }

    @Test
    void refusesAnotherMasterKeyInWords() throws IOException {
        apply();
        Path masterKey = folder.resolve("data/master.key");
        Files.writeString(masterKey, "00".repeat(32));

        Run run = apply();

        assertThat(run.err())
                .startsWith("symbolon: the master key in " + masterKey + " is not the master key of this database");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    private Run onData(String command, String... more) {
        return run(Stream.concat(Stream.of(command, "--data=" + folder.resolve("data")), Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void announcesNewSigningKeys() {
        apply();

        assertThat(onData("rotate-keys").out()).contains("+ sign RS256", "+ sign ES256", "  from ");
        assertThat(onData("rotate-keys").out()).contains("announced already");
    }

    @Test
    void replacesSigningKeysAndSaysWhatThatEnds() {
        apply();

        assertThat(onData("rotate-keys", "--now").out())
                .contains("- sign RS256", "access and ID tokens made before now are refused", "stay valid")
                .doesNotContain("seal");
        assertThat(onData("rotate-keys", "--now", "--sealing").out())
                .contains("- seal 1", "codes, refresh tokens and pending sign-ins made before now are over");
        assertThat(onData("rotate-keys", "--sealing").exitCode()).isEqualTo(2);
    }

    @Test
    void replacesTheMasterKey() throws IOException {
        apply();
        Path before = folder.resolve("data/master.key");
        Path fresh = folder.resolve("new.key");
        Files.copy(before, fresh, StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(fresh, "ab".repeat(32));
        String asNew = "--keys-master-key-file=" + fresh;
        String asOld = "--keys-previous-master-key-file=" + before;

        assertThat(apply(asNew).err()).contains("the master key in " + fresh + " is not the master key");
        assertThat(apply(asNew, asOld).exitCode()).isZero();
        assertThat(onData("rotate-master-key").err()).contains("there is no previous master key");
        Run replaced = onData("rotate-master-key", asNew, asOld);

        assertThat(replaced.out()).contains("7 of 7 keys were encrypted anew");
        assertThat(apply(asNew).exitCode()).isZero();
        assertThat(apply().err()).contains("the master key in " + before + " is not the master key");
        assertThat(onData("rotate-master-key", asNew, asOld).out()).contains("already; nothing was changed");
    }

    @Test
    void makesABackupAndGoesBackToIt() throws IOException {
        apply();
        Path copy = folder.resolve("copy.db");

        Run backup = onData("backup", copy.toString());
        Files.writeString(manifest, MANIFEST.replace("id: job", "id: later"));
        apply();
        Run restored = onData("restore", copy.toString());

        assertThat(backup.out()).contains("checked", "the master key of this configuration opens it");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
        assertThat(restored.out()).contains("is what " + copy + " was", "kept as", ".before-restore-");
        assertThat(apply().out()).contains("+ client later");
    }

    @Test
    void replacesNothingByABackup() {
        apply();
        Path copy = folder.resolve("copy.db");
        onData("backup", copy.toString());

        Run again = onData("backup", copy.toString());

        assertThat(again.err()).contains(copy + " is there already");
        assertThat(again.exitCode()).isEqualTo(1);
    }

    @Test
    void makesABackupOfNothing() {
        Run run = onData("backup", folder.resolve("copy.db").toString());

        assertThat(run.err()).contains("there is no database file " + folder.resolve("data/symbolon.db"));
        assertThat(folder).isDirectoryNotContaining("glob:**copy*");
    }

    @Test
    void goesBackToNoBackupThatTheMasterKeyDoesNotOpen() throws IOException {
        apply();
        Path copy = folder.resolve("copy.db");
        onData("backup", copy.toString());
        Files.writeString(folder.resolve("data/master.key"), "00".repeat(32));

        Run run = onData("restore", copy.toString());

        assertThat(run.err()).contains("is not the master key of this database", "Nothing was changed");
        assertThat(folder.resolve("data")).isDirectoryNotContaining("glob:**before-restore*");
    }

    @Test
    void leavesPostgreSqlToItsOwnTools() {
        String url = "--storage-url=jdbc:postgresql://localhost:1/none";

        assertThat(run("backup", "copy.db", url).err()).contains("pg_dump", "docs/operations.md");
        assertThat(run("restore", "copy.db", url).err()).contains("pg_restore");
    }

    @Test
    void saysWhichPortIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Run run = run("start", "--data=" + folder.resolve("data"), "--listener-port=" + other.getLocalPort());

            assertThat(run.err()).startsWith("symbolon: ").contains(String.valueOf(other.getLocalPort()));
            assertThat(run.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void explainsItself() {
        assertThat(run("--help").out()).contains("start", "apply");
        assertThat(run("apply", "--help").out()).contains("symbolon apply FILE [--dry-run]");
        assertThat(run("apply").err()).contains("FILE");
        assertThat(run("apply").exitCode()).isEqualTo(2);
        assertThat(run().exitCode()).isEqualTo(2);
    }
}
