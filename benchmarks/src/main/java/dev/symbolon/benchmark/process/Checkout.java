package dev.symbolon.benchmark.process;

import dev.symbolon.benchmark.BenchmarkException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The checkout that this program was built from. */
public final class Checkout {

    private Checkout() {}

    /** The folder with the launcher. */
    public static Path root() {
        Path start = ofThisProgram();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("symbolon")) && Files.isDirectory(folder.resolve("benchmarks"))) {
                return folder;
            }
        }
        throw new BenchmarkException(start + " is not in a checkout of Symbolon");
    }

    private static Path ofThisProgram() {
        try {
            return Path.of(Checkout.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new folder on the disk of the checkout: a temporary one may be in memory, where nothing is durable. */
    public static Path scratchFolder() {
        try {
            Path parent = Files.createDirectories(root().resolve("benchmarks/target/scratch"));
            return Files.createTempDirectory(parent, "run-");
        } catch (IOException e) {
            throw new BenchmarkException("no folder can be made for what is measured", e);
        }
    }

    /** Removes a folder with all that is in it. */
    public static void remove(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new BenchmarkException(folder + " cannot be removed", e);
        }
    }
}
