package dev.symbolon.server.http.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.Network;
import dev.symbolon.server.http.jetty.JettyClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S44: answers to the provider's own requests that no server of the usual kind gives")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileAnswersTest {

    private static final Expectation DOCUMENT =
            new Expectation("document", "a JSON document", Set.of("application/json"));

    /** What the system itself may hold of an answer that nobody reads. */
    private static final long MOST_TAKEN = 16 << 20;

    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

    private final AtomicLong taken = new AtomicLong();

    @AutoClose
    private final ServerSocket server = listening();

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends one text, and the other again and again as long as somebody listens. */
    private void answer(String first, String ever) {
        Thread.ofPlatform().daemon().start(() -> {
            try (Socket socket = server.accept()) {
                OutputStream out = socket.getOutputStream();
                readRequest(socket.getInputStream());
                out.write(first.getBytes(StandardCharsets.US_ASCII));
                while (ever.isEmpty() ? socket.getInputStream().read() >= 0 : true) {
                    out.write(ever.getBytes(StandardCharsets.US_ASCII));
                    taken.addAndGet(ever.length());
                }
            } catch (IOException e) {
                taken.addAndGet(0);
            }
        });
    }

    private static void readRequest(InputStream in) throws IOException {
        for (int ends = 0; ends < 4; ) {
            int octet = in.read();
            ends = octet == "\r\n\r\n".charAt(ends) ? ends + 1 : octet == '\r' ? 1 : 0;
        }
    }

    private String get(Duration whole) {
        JettyClient.Bounds bounds = new JettyClient.Bounds(whole, whole, 1_000);
        Reach reach = Reach.of(true, List.of(Network.parse("127.0.0.1")));
        try (Fetcher fetcher = new Fetcher(reach, Trust.USUAL, Watch.NONE, bounds, InstantSource.system())) {
            return fetcher.get(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"), DOCUMENT)
                    .body();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100 Continue", "102 Processing", "103 Early Hints"})
    @DisplayName("RFC 9110 §15.2")
    void comeAfterInterimOnes(String interim) {
        answer("HTTP/1.1 " + interim + "\r\nLink: </style.css>; rel=preload\r\n\r\n" + ANSWER, "");

        assertThat(get(Duration.ofSeconds(20))).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"101 Switching Protocols", "104 Upload Resumption Supported", "199 Whatever"})
    void areNotWaitedForBehindInterimOnesThatNobodyKnows(String interim) {
        answer("HTTP/1.1 " + interim + "\r\n\r\n", "");

        assertThatThrownBy(() -> get(Duration.ofSeconds(1))).isInstanceOf(FetchException.class);
    }

    @Test
    void keepNoPlaceOnceTheyAreGivenUpLate() {
        JettyClient.Bounds bounds = new JettyClient.Bounds(Duration.ofSeconds(30), Duration.ofMillis(300), 1_000);
        Reach reach = Reach.of(true, List.of(Network.parse("127.0.0.1")));
        String address = "http://127.0.0.1:" + server.getLocalPort() + "/";
        try (Fetcher fetcher = new Fetcher(reach, Trust.USUAL, Watch.NONE, bounds, InstantSource.system())) {
            for (int i = 0; i < 5; i++) {
                answer("HTTP/1.1 104 Upload Resumption Supported\r\n\r\n", "");
                URI uri = URI.create(address + i);

                assertThatThrownBy(() -> fetcher.get(uri, DOCUMENT))
                        .hasMessageContaining("the answer did not come in time");
            }
        }
    }

    @Test
    void areNotWaitedForBehindInterimOnesWithoutEnd() {
        answer("", "HTTP/1.1 103 Early Hints\r\nLink: </" + "a".repeat(8_000) + ">\r\n\r\n");

        assertThatThrownBy(() -> get(Duration.ofSeconds(1))).isInstanceOf(FetchException.class);
        assertThat(taken.get()).isLessThan(MOST_TAKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Field: value\r\n", "value"})
    void haveNoMoreHeaderThanTheLimit(String ever) {
        answer("HTTP/1.1 200 OK\r\nX-First: ", ever.repeat(1_000));

        assertThatThrownBy(() -> get(Duration.ofSeconds(20)))
                .isInstanceOf(FetchException.class)
                .hasMessageNotContaining("time");
        assertThat(taken.get()).isLessThan(MOST_TAKEN);
    }
}
