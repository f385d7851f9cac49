package dev.symbolon.benchmark.process;

import dev.symbolon.benchmark.BenchmarkException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java program that runs as a process of its own. What it prints goes to a file. */
public final class JavaProcess implements AutoCloseable {

    private static final int SECONDS_TO_STOP = 20;

    private final Process process;
    private final Path output;

    private JavaProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * What is to run.
     *
     * @param options of the JVM, without the class path
     * @param environment in addition to what this process has
     */
    public record Program(
            List<String> options,
            String classPath,
            String main,
            List<String> arguments,
            Map<String, String> environment) {

        List<String> command() {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.addAll(List.of("-cp", classPath, main));
            command.addAll(arguments);
            return command;
        }
    }

    public static JavaProcess start(Program program, Path output) {
        ProcessBuilder builder = new ProcessBuilder(program.command())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(program.environment());
        try {
            Process process = builder.start();
            // Whoever interrupts this program shall not find the others still running.
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
            return new JavaProcess(process, output);
        } catch (IOException e) {
            throw new BenchmarkException(program.main() + " cannot be started", e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it has used so far. */
    public Usage usage() {
        return OperatingSystem.usage(pid());
    }

    /** What it has printed so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new BenchmarkException(output + " cannot be read", e);
        }
    }

    /** Waits for the end of a program that ends by itself, and returns its exit code. */
    public int awaitEnd() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    /** Lets it finish what it has begun, and waits for its end; cuts it off when that takes too long. */
    public void stop() {
        process.destroy();
        if (!ended(SECONDS_TO_STOP)) {
            kill();
        }
    }

    /** Ends it at once, without a chance to do anything more. */
    public void kill() {
        process.destroyForcibly();
        if (!ended(SECONDS_TO_STOP)) {
            throw new BenchmarkException("process " + pid() + " does not end");
        }
    }

    private boolean ended(int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
