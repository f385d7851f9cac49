package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A provider that nobody watches")
class UnwatchedTest {

    /** Starts a provider with its data in a folder, asks it something, and ends. */
    static final class Program {

        private Program() {}

        public static void main(String... arguments) {
            try (ListeningProvider provider = ListeningProvider.start(Path.of(arguments[0]))) {
                provider.get("/authorize");
            }
        }
    }

    @Test
    void loadsNothingThatMeasuresOrTraces(@TempDir Path folder) throws IOException, InterruptedException {
        Path loaded = folder.resolve("loaded.txt");
        Process process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xlog:class+load=info:file=" + loaded,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        folder.resolve("data").toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();

        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("output.txt")))
                .isZero();
        assertThat(Files.readAllLines(loaded))
                .anyMatch(line -> line.contains(" dev.symbolon.server.Observation "))
                .noneMatch(line -> line.contains(" io.micrometer.") || line.contains(" io.prometheus."))
                .noneMatch(line -> line.contains(" io.opentelemetry."));
    }
}
