package dev.symbolon.endtoend;

import dev.symbolon.server.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The provider as {@code ./symbolon start} runs it: a process of its own, which can be killed. */
final class ProviderProcess implements AutoCloseable {

    private static final String MANIFEST = "registrations.yaml";
    private static final String READY = "Symbolon is ready";

    private final Path folder;
    private final int port;
    private Process process;

    private ProviderProcess(Path folder, int port) {
        this.folder = folder;
        this.port = port;
        this.process = launch();
    }

    /** @param folder for the database, the keys and the manifest */
    static ProviderProcess start(Path folder) {
        try (InputStream manifest = Objects.requireNonNull(ProviderProcess.class.getResourceAsStream(MANIFEST))) {
            return start(folder, new String(manifest.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param manifest what there is in the database */
    static ProviderProcess start(Path folder, String manifest) throws IOException {
        Files.writeString(folder.resolve(MANIFEST), manifest);
        return new ProviderProcess(folder, TestDemo.freePort());
    }

    private Process launch() {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "start",
                "--issuer=" + issuer(),
                "--listener-port=" + port,
                "--data=" + folder.resolve("data"),
                "--manifests=" + folder.resolve(MANIFEST));
        try {
            Process started = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            awaitReady(started);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the banner; what comes after it is read and dropped, so that the process never waits for a reader. */
    private static void awaitReady(Process started) throws IOException {
        StringBuilder said = new StringBuilder();
        BufferedReader output = started.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.contains(READY)) {
                Thread.ofVirtual().start(() -> drain(output));
                return;
            }
        }
        throw new AssertionError("the provider does not start:\n" + said);
    }

    private static void drain(BufferedReader output) {
        try {
            while (output.readLine() != null) {}
        } catch (IOException e) {
            // The process was killed.
        }
    }

    URI issuer() {
        return URI.create("http://localhost:" + port);
    }

    /** SIGKILL: the process can finish nothing. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    void startAgain() {
        process = launch();
    }

    @Override
    public void close() {
        kill();
    }
}
