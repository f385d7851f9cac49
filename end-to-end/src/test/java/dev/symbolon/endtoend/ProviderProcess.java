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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The provider as {@code ./symbolon start} runs it: a process of its own, which can be killed. */
final class ProviderProcess implements AutoCloseable {

    private static final String READY = "Symbolon is ready";

    private final Path folder;
    private final int port;
    private final List<String> settings;
    private Process process;

    private ProviderProcess(Path folder, int port, List<String> settings) {
        this.folder = folder;
        this.port = port;
        this.settings = settings;
        this.process = launch();
    }

    /** @param folder for the database, the keys and the manifest */
    static ProviderProcess start(Path folder) {
        return start(folder, resource("registrations.yaml"));
    }

    /** The text of a file beside this class. */
    static String resource(String name) {
        try (InputStream content = Objects.requireNonNull(ProviderProcess.class.getResourceAsStream(name))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param manifest what there is in the database
     * @param settings beyond the usual ones, as flags
     */
    static ProviderProcess start(Path folder, String manifest, String... settings) {
        Path file = folder.resolve("manifest.yaml");
        try {
            Files.writeString(file, manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("--manifests=" + file);
        return new ProviderProcess(folder, TestDemo.freePort(), all);
    }

    private Process launch() {
        List<String> start = new ArrayList<>(List.of("start", "--listener-port=" + port));
        start.addAll(settings);
        try {
            Process started = run(start);
            awaitReady(started);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command of the same program beside it, on the same data, until it ends. */
    void command(String... arguments) {
        try {
            Process beside = run(List.of(arguments));
            String said = new String(beside.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (beside.waitFor() != 0) {
                throw new AssertionError(said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process run(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments);
        command.add("--issuer=" + issuer());
        command.add("--data=" + folder.resolve("data"));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
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
