package dev.symbolon.server.http.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.Network;
import dev.symbolon.server.http.Fallback;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.Limits;
import dev.symbolon.server.http.Listener;
import dev.symbolon.server.http.TrustedProxies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JettyServerTest {

    private static final Limits BRISK = new Limits(
            16 * 1024, 64 * 1024, 100, Duration.ofSeconds(2), Duration.ofMillis(300), Duration.ofSeconds(10));
    private static final String CHUNKED =
            "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final Fallback FALLBACK = (request, outcome) -> HttpResponse.of(
            0, "text/plain", "answered by the fallback: " + outcome.getClass().getSimpleName());

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch mayLeave = new CountDownLatch(1);
    private final JettyServer server = start(TrustedProxies.NONE);
    private final int port = server.port();
    private final HttpClient client = HttpClient.newHttpClient();

    private JettyServer start(TrustedProxies proxies) {
        return start(BRISK, proxies);
    }

    private JettyServer start(Limits limits, TrustedProxies proxies) {
        return JettyServer.start(new Listener("127.0.0.1", 0, limits, proxies), this::echo, FALLBACK);
    }

    private HttpResponse echo(HttpRequest request) {
        return switch (request.path()) {
            case "/from" -> HttpResponse.of(200, "text/plain", request.remoteAddress());
            case "/virtual" ->
                HttpResponse.of(200, "text/plain", "" + Thread.currentThread().isVirtual());
            case "/wait" -> waitForLeave();
            case "/cookies" ->
                HttpResponse.of(204).withHeader("Set-Cookie", "a=1").withHeader("X-Other", "x");
            case "/throw" -> throw new IllegalStateException("a secret detail");
            default ->
                HttpResponse.of(
                        200,
                        "text/plain; charset=utf-8",
                        request.method() + " " + request.path() + " [" + request.query() + "] " + request.body());
        };
    }

    private HttpResponse waitForLeave() {
        entered.countDown();
        try {
            mayLeave.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return HttpResponse.of(200, "text/plain", "finished");
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        server.close();
    }

    private java.net.http.HttpResponse<String> send(java.net.http.HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private java.net.http.HttpRequest.Builder to(String path) {
        return java.net.http.HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private String raw(String text) throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            return connection.send(text).readAll();
        }
    }

    private String get(String target) throws IOException {
        return raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    private static void assertRefused(String response, int status) {
        assertThat(response).startsWith("HTTP/1.1 " + status + " ");
        assertThat(response.toLowerCase(Locale.ROOT)).doesNotContain("jetty", "exception", "\tat ", "<html", "server:");
    }

    @Nested
    class Serves {

        @Test
        void passesMethodPathQueryAndBody() throws Exception {
            var response =
                    send(to("/a%20b/%C3%BC?c=%2F&d").POST(java.net.http.HttpRequest.BodyPublishers.ofString("Grüße")));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("POST /a b/ü [c=%2F&d] Grüße");
        }

        @Test
        void readsAChunkedBody() throws Exception {
            assertThat(raw(CHUNKED + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")).endsWith("POST / [] abcde");
        }

        @Test
        void answersEachRequestOnAVirtualThread() throws Exception {
            assertThat(send(to("/virtual")).body()).isEqualTo("true");
        }

        @Test
        void passesStatusAndHeaders() throws Exception {
            var response = send(to("/cookies"));

            assertThat(response.statusCode()).isEqualTo(204);
            assertThat(response.headers().firstValue("Set-Cookie")).hasValue("a=1");
            assertThat(response.headers().firstValue("X-Other")).hasValue("x");
            assertThat(response.headers().firstValue("Server")).isEmpty();
        }

        @Test
        void sendsTheLengthOfTheContentThatHeadLeavesOut() throws Exception {
            var response = send(to("/").HEAD());

            assertThat(response.headers().firstValue("Content-Length")).hasValue("10");
        }

        @Test
        void understandsTheAbsoluteForm() throws Exception {
            assertThat(raw("GET http://localhost/x?y=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .endsWith("GET /x [y=1] ");
        }
    }

    @Nested
    class Refuses {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/%zz",
                    "/%",
                    "/%4",
                    "/%ff",
                    "/%c0%af",
                    "/a%2fb",
                    "/a%5cb",
                    "/%2e%2e/a",
                    "/a/../b",
                    "/./a",
                    "/..;/a",
                    "/%252e",
                    "/a\\b",
                    "/%00",
                    "/%0d%0aX:y",
                    "/\u00e9",
                    "*",
                    "a",
                    "//%2e/",
                    "/%uff0e"
                })
        void aPathThatIsMalformedOrAmbiguous(String path) throws IOException {
            assertRefused(get(path), 400);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET / HTTP/1.1\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost:\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n",
                    "GET http://other/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                    "GET http://u:p@localhost/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: h\r\nX: a\u0000b\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: h\r\nX: a\rb\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: h\r\nX: a\u0001b\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: h\r\nX : a\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: h\r\nno colon\r\n\r\n",
                    "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n",
                    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
                    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3x\r\n\r\nabc",
                    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
                    "\u0016\u0003\u0001\u0000\u0005hello\r\n\r\n",
                    "GET\r\n\r\n"
                })
        void whatIsNotWellFormed(String message) throws IOException {
            assertRefused(raw(message), 400);
        }

        @Test
        void aRequestLineThatIsTooLong() throws IOException {
            assertRefused(get("/" + "a".repeat(17_000)), 414);
        }

        @Test
        void headersThatAreTooLarge() throws IOException {
            assertRefused(raw("GET / HTTP/1.1\r\nHost: h\r\nX: " + "a".repeat(17_000) + "\r\n\r\n"), 431);
        }

        @Test
        void contentThatIsSaidToBeTooLarge() throws IOException {
            String response = raw("POST /large HTTP/1.1\r\nHost: h\r\nContent-Length: 65537\r\n\r\n");

            assertRefused(response, 413);
            assertThat(response).endsWith("answered by the fallback: TooLarge");
        }

        @Test
        void contentThatTurnsOutToBeTooLarge() throws IOException {
            String chunk = "4000\r\n" + "a".repeat(0x4000) + "\r\n";

            assertRefused(raw(CHUNKED + chunk.repeat(4) + "1\r\na\r\n"), 413);
        }

        @Test
        void contentThatIsNotUtf8() throws IOException {
            assertRefused(
                    raw("POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 2\r\n\r\n\u00c0\u00af"),
                    400);
        }

        @Test
        void contentThatDoesNotArriveInTime() throws IOException {
            assertRefused(raw("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc"), 408);
        }

        @Test
        void aHeaderThatTricklesInAndDoesNotEnd() throws IOException {
            try (RawConnection connection = new RawConnection(server.port())) {
                connection.send("GET / HTTP/1.1\r\nHost: h\r\nX-Slow: ");

                assertThat(connection.trickleUntilClosed(100)).isLessThan(100);
            }
        }

        @Test
        void aSecondHeaderThatTricklesIn() throws IOException {
            try (RawConnection connection = new RawConnection(server.port())) {
                connection.send("GET / HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\nX-Slow: ");

                assertThat(connection.trickleUntilClosed(100)).isLessThan(100);
            }
        }

        @Test
        void toHoldASilentConnection() throws IOException {
            try (RawConnection connection = new RawConnection(server.port())) {
                assertThat(connection.readAll()).isEmpty();
            }
        }

        @Test
        void toShowAnythingOfAFault() throws IOException {
            String response = get("/throw");

            assertRefused(response, 500);
            assertThat(response).doesNotContain("secret");
        }
    }

    @Nested
    class KnowsWhereARequestComesFrom {

        @Test
        void andBelievesNoStranger() throws Exception {
            var response = send(to("/from").header("X-Forwarded-For", "203.0.113.7"));

            assertThat(response.body()).isEqualTo("127.0.0.1");
        }

        @Test
        void andBelievesATrustedProxy() throws Exception {
            try (JettyServer behindProxy = start(new TrustedProxies(List.of(Network.parse("127.0.0.0/8"))))) {
                var request = java.net.http.HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + behindProxy.port() + "/from"))
                        .header("X-Forwarded-For", "198.51.100.1, 203.0.113.7");

                assertThat(send(request).body()).isEqualTo("203.0.113.7");
            }
        }
    }

    @Nested
    class Stops {

        @Test
        void afterTheRequestsUnderWay() throws Exception {
            CompletableFuture<java.net.http.HttpResponse<String>> answer =
                    client.sendAsync(to("/wait").build(), BodyHandlers.ofString());
            entered.await();
            Thread closing = Thread.ofVirtual().start(server::close);
            while (accepts()) {
                Thread.onSpinWait();
            }
            assertThat(closing.join(Duration.ofMillis(2500))).isFalse();
            mayLeave.countDown();

            assertThat(answer.get().body()).isEqualTo("finished");
            assertThat(closing.join(Duration.ofSeconds(20))).isTrue();
        }

        @Test
        void withoutThoseThatDoNotEnd() throws Exception {
            Limits hurried = new Limits(
                    16 * 1024, 64 * 1024, 100, Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofMillis(200));
            JettyServer busy = start(hurried, TrustedProxies.NONE);
            CompletableFuture<java.net.http.HttpResponse<String>> answer = client.sendAsync(
                    java.net.http.HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + busy.port() + "/wait"))
                            .build(),
                    BodyHandlers.ofString());
            entered.await();

            busy.close();

            assertThatThrownBy(answer::get).hasCauseInstanceOf(IOException.class);
        }

        private boolean accepts() {
            try (RawConnection _ = new RawConnection(port)) {
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }

    @Test
    void saysThatThePortIsTaken() {
        assertThatThrownBy(() -> JettyServer.start(Listener.on("127.0.0.1", server.port()), this::echo, FALLBACK))
                .isInstanceOf(UncheckedIOException.class);
    }
}
