package dev.symbolon.benchmark.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.benchmark.BenchmarkException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A peer's process")
class PeerProcessTest {

    private static final URI NOBODY = URI.create("http://localhost:1");

    @TempDir
    private Path folder;

    @Test
    void takesItsOwnProcessesAlongWhenItEnds() throws Exception {
        try (ServerSocket reports = new ServerSocket(0)) {
            String child = "sleep 600 & echo $! > /dev/tcp/127.0.0.1/" + reports.getLocalPort() + "; wait";
            PeerProcess peer = PeerProcess.start(List.of("bash", "-c", child), folder, Map.of(), NOBODY);
            ProcessHandle sleeping = ProcessHandle.of(reported(reports)).orElseThrow();

            peer.close();

            assertThat(sleeping.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
        }
    }

    private static long reported(ServerSocket reports) throws IOException {
        try (Socket report = reports.accept()) {
            String text = new String(report.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return Long.parseLong(text.strip());
        }
    }

    @Test
    void saysWhatItPrintedIfItEndsBeforeItAnswers() {
        try (PeerProcess peer =
                PeerProcess.start(List.of("sh", "-c", "echo there is no database"), folder, Map.of(), NOBODY)) {
            assertThatThrownBy(peer::awaitReady)
                    .isInstanceOf(BenchmarkException.class)
                    .hasMessageContaining("there is no database");
        }
    }
}
