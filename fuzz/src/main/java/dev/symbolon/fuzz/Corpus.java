package dev.symbolon.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The inputs that fuzzing begins with, a folder of files for each target, and those that it found. What once broke something is put
 * into the corpus, and is tried in every test from then on.
 *
 * @param module the folder of this module
 */
record Corpus(Path module) {

    static Corpus ofThisCheckout() {
        try {
            Path start = Path.of(Corpus.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (Path folder = start; folder != null; folder = folder.getParent()) {
                if (Files.isDirectory(folder.resolve("src/corpus"))) {
                    return new Corpus(folder);
                }
            }
            throw new IllegalStateException(start + " is not in a checkout of Symbolon");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Path seeds(String target) {
        return module.resolve("src/corpus").resolve(target);
    }

    /** Words that inputs are put together from. */
    Path dictionary() {
        return module.resolve("src/dictionary.txt");
    }

    /** What was found to be of use as a beginning, on this machine. */
    Path grown(String target) {
        return module.resolve("target/fuzz/corpus").resolve(target);
    }

    /** What broke something. */
    Path findings() {
        return module.resolve("target/fuzz/findings");
    }

    List<Path> files(String target) {
        try (Stream<Path> files = Files.list(seeds(target))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
