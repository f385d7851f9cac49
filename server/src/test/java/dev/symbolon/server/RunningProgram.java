package dev.symbolon.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program in a process of its own. */
final class RunningProgram implements AutoCloseable {

    private static final Pattern LISTENS_ON = Pattern.compile("listens on\\s+http://127\\.0\\.0\\.1:([0-9]+)");

    private final Process process;
    private final int port;

    private RunningProgram(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    record Answer(int status, String body) {}

    /** Starts it, and returns once it has said where it listens. */
    static RunningProgram start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.symbolon.server.Main"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new RunningProgram(process, port(process.inputReader(StandardCharsets.UTF_8)));
    }

    private static int port(BufferedReader output) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher place = LISTENS_ON.matcher(line);
            if (place.find()) {
                return Integer.parseInt(place.group(1));
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("the program has not started:\n" + said);
    }

    HttpConversation converse() throws IOException {
        return new HttpConversation(port);
    }

    /** One request on a connection of its own. */
    Answer get(String path) throws IOException {
        try (HttpConversation conversation = converse()) {
            return conversation.get(path);
        }
    }

    /** Sends it SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** What it has answered to who started it, if it ends within that time. */
    OptionalInt exitCode(Duration within) throws InterruptedException {
        return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
