package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void refusesAnotherMasterKeyInWords() throws IOException {
        apply();
        Files.delete(folder.resolve("data/master.key"));

        Run run = apply();

        assertThat(run.err()).startsWith("symbolon: this is not the master key of this database");
        assertThat(run.exitCode()).isEqualTo(1);
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
