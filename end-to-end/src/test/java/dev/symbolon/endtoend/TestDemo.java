package dev.symbolon.endtoend;

import dev.symbolon.demo.DataFolder;
import dev.symbolon.demo.DemoException;
import dev.symbolon.demo.Ports;
import dev.symbolon.demo.RunningDemo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The demo as {@code ./symbolon demo} runs it, on free ports and with data of its own. */
final class TestDemo implements AutoCloseable {

    static final String USERNAME = "ada@example.com";
    static final String PASSWORD = "analytical-engine";
    static final String CLIENT_ID = "demo-web";
    static final String CLIENT_SECRET = "demo-web-secret";
    static final String AUDIENCE = "https://api.example.com/reports";

    private static final int ATTEMPTS = 20;

    private final DataFolder data;
    private RunningDemo running;

    private TestDemo(DataFolder data, RunningDemo running) {
        this.data = data;
        this.running = running;
    }

    static TestDemo start() {
        DataFolder data = new DataFolder(newFolder(), false);
        for (int attempt = 1; ; attempt++) {
            try {
                return new TestDemo(data, RunningDemo.start(new Ports(freePort()), data));
            } catch (DemoException e) {
                // The two ports after the free one need not be free.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("symbolon-end-to-end");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port that nobody listens on; those after it may be taken. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();
            return port < 65_000 ? port : freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it, and starts it again on the same ports with the same data: whatever was in memory is gone. */
    void restart() {
        running.close();
        running = RunningDemo.start(running.ports(), data);
    }

    URI provider(String path) {
        return URI.create(running.ports().issuer().value() + path);
    }

    URI webApp(String path) {
        return running.ports().webAppAddress().resolve(path);
    }

    URI api(String path) {
        return running.ports().apiAddress().resolve(path);
    }

    URI redirectUri() {
        return webApp("/callback");
    }

    @Override
    public void close() {
        running.close();
        new DataFolder(data.path(), true).close();
    }
}
