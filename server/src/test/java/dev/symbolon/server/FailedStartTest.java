package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailedStartTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<String> CHORES = Set.of("chores", "logouts", "notifications");
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

    private static boolean isHeard(int port) {
        try {
            connect(port);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A clock that breaks once that is so. */
    private static InstantSource breakingOnce(BooleanSupplier isSo) {
        return () -> {
            if (isSo.getAsBoolean()) {
                throw new IllegalStateException("the clock is broken");
            }
            return Instant.now();
        };
    }

    private Configuration configuration(int port, int management) {
        return ConfigurationLoader.load(
                Optional.empty(),
                Map.of(),
                List.of("--data=" + folder, "--listener-port=" + port, "--management-port=" + management));
    }

    private static void failToStart(Configuration configuration, BooleanSupplier once) {
        Foundation.Machine machine = new Foundation.Machine(breakingOnce(once), new SecureRandom(), 2);
        try (Foundation foundation =
                Foundation.open(configuration, machine, Observation.start(configuration.observation()))) {
            assertThatThrownBy(() -> RunningProvider.start(configuration, foundation, machine))
                    .hasMessage("the clock is broken");
        }
    }

    @Test
    void leavesNobodyListening() throws IOException {
        int port = freePort();
        int management = freePort();

        failToStart(configuration(port, management), () -> isHeard(management));

        assertThatThrownBy(() -> connect(management)).isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
    }

    /** All threads that are begun within belong to the group. */
    private static List<Thread> threads(ThreadGroup group) {
        Thread[] all = new Thread[group.activeCount() + 100];
        return List.of(Arrays.copyOf(all, group.enumerate(all)));
    }

    private static boolean has(ThreadGroup group, String name) {
        return threads(group).stream().anyMatch(thread -> thread.getName().equals(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chores", "logouts"})
    void leavesNobodyAtWork(String begun) throws Exception {
        ThreadGroup group = new ThreadGroup("of a provider that does not start");
        Configuration configuration = configuration(freePort(), freePort());
        FutureTask<Boolean> failed = new FutureTask<>(() -> {
            failToStart(configuration, () -> has(group, begun));
            return true;
        });

        new Thread(group, failed).start();

        assertThat(failed.get()).isTrue();
        for (Thread thread : threads(group)) {
            assertThat(!CHORES.contains(thread.getName()) || thread.join(PATIENCE))
                    .as(thread.getName())
                    .isTrue();
        }
    }
}
