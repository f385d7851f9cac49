package dev.symbolon.benchmark.peer;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.process.Checkout;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Where downloaded peers are kept from one run to the next, and the programs that put them there. */
final class Downloads {

    private static final int LINES_SHOWN = 15;

    private Downloads() {}

    /** The folder of everything downloaded, which may be removed at any time. */
    static Path folder() {
        try {
            return Files.createDirectories(Path.of(System.getProperty("user.home"), ".cache", "symbolon-bench"));
        } catch (IOException e) {
            throw new BenchmarkException("there is no place for downloads", e);
        }
    }

    /** What this checkout adds to a peer. */
    static Path ownFiles(String peer) {
        return Checkout.root().resolve("benchmarks/src/main/peers").resolve(peer);
    }

    static void copyOwnFiles(String peer, Path folder) {
        try (Stream<Path> files = Files.list(ownFiles(peer))) {
            Files.createDirectories(folder);
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new BenchmarkException("the files for " + peer + " cannot be copied", e);
        }
    }

    /** Removes a folder, if it is there, with all that is in it. */
    static void remove(Path folder) {
        if (Files.exists(folder)) {
            Checkout.remove(folder);
        }
    }

    /**
     * Runs a program to its end.
     *
     * @param needed what to say when there is no such program
     * @throws BenchmarkException with the end of what it printed, unless it succeeds
     */
    static void run(List<String> command, Path folder, String needed) {
        Path output = folder().resolve("last-command.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            int status = awaited(builder.start());
            if (status != 0) {
                throw new BenchmarkException(
                        String.join(" ", command) + " failed; is there a network?\n" + lastLines(output));
            }
        } catch (IOException e) {
            throw new BenchmarkException(needed, e);
        }
    }

    private static int awaited(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    private static String lastLines(Path output) throws IOException {
        List<String> lines = Files.readAllLines(output);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }
}
