package dev.symbolon.benchmark.peer;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.http.HttpConnection;
import dev.symbolon.benchmark.http.HttpRequests;
import dev.symbolon.benchmark.process.OperatingSystem;
import dev.symbolon.benchmark.process.Usage;
import dev.symbolon.benchmark.target.Target;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A peer that runs: a process and whatever processes it has started itself. */
final class PeerProcess implements AutoCloseable {

    private static final Set<String> KEPT_ENVIRONMENT = Set.of("PATH", "HOME", "LANG", "TMPDIR");
    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final int SECONDS_TO_STOP = 20;

    private final Process process;
    private final long begun;
    private final Path output;
    private final URI issuer;
    private final Thread atExit;

    private PeerProcess(Process process, long begun, Path output, URI issuer) {
        this.process = process;
        this.begun = begun;
        this.output = output;
        this.issuer = issuer;
        this.atExit = new Thread(this::end);
    }

    /**
     * Starts it.
     *
     * @param folder in which it runs; what it prints goes there
     * @param environment all that it has of its own; settings of this process do not reach it
     */
    static PeerProcess start(List<String> command, Path folder, Map<String, String> environment, URI issuer) {
        Path output = folder.resolve("peer.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().keySet().retainAll(KEPT_ENVIRONMENT);
        builder.environment().putAll(environment);
        try {
            long begun = System.nanoTime();
            PeerProcess started = new PeerProcess(builder.start(), begun, output, issuer);
            Runtime.getRuntime().addShutdownHook(started.atExit);
            return started;
        } catch (IOException e) {
            throw new BenchmarkException(command.getFirst() + " cannot be started", e);
        }
    }

    URI issuer() {
        return issuer;
    }

    /** What it and all its processes have used so far. */
    Usage usage() {
        return OperatingSystem.usageWithDescendants(process.pid());
    }

    /**
     * Waits until discovery answers with 200.
     *
     * @return how long that took from the start of the process on
     */
    Duration awaitReady() {
        while (!isReady()) {
            if (!process.isAlive() || sinceStart().compareTo(LONGEST_START) > 0) {
                throw new BenchmarkException("a peer does not start:\n" + output());
            }
            pause();
        }
        return sinceStart();
    }

    private Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private boolean isReady() {
        String path = issuer.getRawPath() + Target.DISCOVERY;
        try (HttpConnection connection = HttpConnection.to(issuer)) {
            return connection.exchange(HttpRequests.to(issuer).get(path)).status() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    private String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new BenchmarkException(output + " cannot be read", e);
        }
    }

    /** Asks it to end, and cuts off what does not. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        end();
    }

    private void end() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroy();
        if (!ended()) {
            process.destroyForcibly();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    private boolean ended() {
        try {
            return process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
