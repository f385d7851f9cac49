package dev.symbolon.server.rehearsal;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The libraries in machine code that come inside of jars. Unless they lie unpacked, every start writes a copy of each to the folder
 * for temporary files, compares it octet by octet, and needs that folder to allow programs.
 */
public final class NativeLibraries {

    private NativeLibraries() {}

    /**
     * Unpacks those that the class path has, each into a folder that is named for its jar, and thereby for its
     * version. What is there already stays.
     *
     * @param resources where they are in their jars
     */
    public static void unpack(Path folder, List<String> resources) throws IOException {
        for (String resource : resources) {
            Optional<URL> found =
                    Optional.ofNullable(NativeLibraries.class.getClassLoader().getResource(resource));
            if (found.isPresent() && found.get().openConnection() instanceof JarURLConnection jar) {
                unpack(jar, folder.resolve(name(jar)));
            }
        }
    }

    private static String name(JarURLConnection jar) {
        return Path.of(jar.getJarFileURL().getPath()).getFileName().toString().replaceFirst("\\.jar$", "");
    }

    /** The folder comes into being with the library whole in it, since another start may look for it at any time. */
    private static void unpack(JarURLConnection jar, Path folder) throws IOException {
        if (Files.exists(folder)) {
            return;
        }
        Path next = folder.resolveSibling(folder.getFileName() + ".next");
        Path library = Path.of(jar.getEntryName()).getFileName();
        try (InputStream in = jar.getInputStream()) {
            Files.copy(in, Files.createDirectories(next).resolve(library), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(next, folder, StandardCopyOption.ATOMIC_MOVE);
    }
}
