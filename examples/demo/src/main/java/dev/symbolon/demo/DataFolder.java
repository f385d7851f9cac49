package dev.symbolon.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the demo keeps its database and its keys.
 *
 * @param isTemporary whether it goes when the demo ends
 */
public record DataFolder(Path path, boolean isTemporary) implements AutoCloseable {

    public static DataFolder temporary() {
        try {
            return new DataFolder(Files.createTempDirectory("symbolon-demo"), true);
        } catch (IOException e) {
            throw new DemoException("there is no temporary folder to write to; name a folder with --data DIR");
        }
    }

    /** A folder that stays, and is made if need be. */
    public static DataFolder at(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new DemoException("--data " + path + " is not a folder and cannot be made");
        }
        if (!Files.isWritable(path)) {
            throw new DemoException("--data " + path + " is a folder that cannot be written to");
        }
        return new DataFolder(path, false);
    }

    Path database() {
        return path.resolve("symbolon.db");
    }

    Path masterKey() {
        return path.resolve("master.key");
    }

    @Override
    public void close() {
        if (!isTemporary) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
