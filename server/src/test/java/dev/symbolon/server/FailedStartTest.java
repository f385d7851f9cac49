package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.configuration.ConfigurationLoader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedStartTest {

    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    @TempDir
    private Path folder;

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
            return socket.getLocalPort();
        }
    }

    private static void connect(int port) throws IOException {
        new Socket(HERE, port).close();
    }

    /** A clock that breaks once somebody listens there. */
    private static InstantSource breakingOnce(int port) {
        return () -> {
            try {
                connect(port);
            } catch (IOException e) {
                return Instant.now();
            }
            throw new IllegalStateException("the clock is broken");
        };
    }

    @Test
    void leavesNobodyListening() throws IOException {
        int port = freePort();
        int management = freePort();
        Configuration configuration = ConfigurationLoader.load(
                Optional.empty(),
                Map.of(),
                List.of("--data=" + folder, "--listener-port=" + port, "--management-port=" + management));
        Foundation.Machine machine = new Foundation.Machine(breakingOnce(management), new SecureRandom(), 2);

        try (Foundation foundation =
                Foundation.open(configuration, machine, Observation.start(configuration.observation()))) {
            assertThatThrownBy(() -> RunningProvider.start(configuration, foundation, machine))
                    .hasMessage("the clock is broken");

            assertThatThrownBy(() -> connect(management)).isInstanceOf(ConnectException.class);
            assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
        }
    }
}
