package dev.symbolon.server;

import dev.symbolon.server.rehearsal.NativeLibraries;
import dev.symbolon.server.rehearsal.Scenes;
import dev.symbolon.server.storage.sql.SqlStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs the provider on a database of its own, goes through what it does most, and ends: what the JVM makes its ahead-of-time
 * cache from. Nothing of the provider that is installed is touched, and its settings count for nothing.
 */
final class Rehearsal {

    private static final int ROUNDS = 400;

    private Rehearsal() {}

    /** @param arguments optionally a folder to unpack native libraries into */
    public static void main(String... arguments) throws IOException {
        for (String folder : arguments) {
            NativeLibraries.unpack(Path.of(folder), List.of(SqlStorage.sqliteLibrary(), Cryptography.library()));
        }
        Path folder = Files.createTempDirectory("symbolon-rehearsal-");
        int port = freePort();
        Path configuration = Files.writeString(folder.resolve("symbolon.yaml"), """
                issuer: http://localhost:%d
                data: data
                manifests: [manifest.yaml]
                """.formatted(port));
        Files.writeString(folder.resolve("manifest.yaml"), Scenes.MANIFEST);
        Thread provider = Thread.ofPlatform().daemon().start(() -> start(configuration));
        try {
            await(provider, port);
            new Scenes(port).play(ROUNDS);
        } finally {
            remove(folder);
        }
        System.exit(0);
    }

    private static void start(Path configuration) {
        System.exit(Main.run(Map.of(), "start", "--config=" + configuration));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void await(Thread provider, int port) {
        while (provider.isAlive() && !listens(port)) {
            Thread.onSpinWait();
        }
    }

    private static boolean listens(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> paths = found.sorted(Comparator.reverseOrder()).toList();
            paths.forEach(Rehearsal::delete);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
