package dev.symbolon.server.http.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.Network;
import dev.symbolon.protocol.certificate.ClientCertificate;
import dev.symbolon.server.TestIdentity;
import dev.symbolon.server.TestIdentity.Wish;
import dev.symbolon.server.http.Fallback;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.Limits;
import dev.symbolon.server.http.Listener;
import dev.symbolon.server.http.Tls;
import dev.symbolon.server.http.TrustedProxies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("TLS, and certificates of clients")
class TlsTest {

    private static final Limits BRISK = new Limits(
            16 * 1024, 64 * 1024, 100, Duration.ofSeconds(20), Duration.ofMillis(300), Duration.ofSeconds(10));
    private static final Fallback FALLBACK = (request, outcome) -> HttpResponse.of(outcome.status());
    private static final TrustedProxies LOOPBACK = proxies("127.0.0.1", "Client-Cert");
    private static final TestIdentity SERVER = TestIdentity.server();
    private static final TestIdentity ROBOT = TestIdentity.selfSigned(Wish.named("CN=robot"));
    private static final TestIdentity OTHER = TestIdentity.selfSigned(Wish.named("CN=other"));

    @TempDir
    private Path folder;

    private static TrustedProxies proxies(String network, String field) {
        return new TrustedProxies(List.of(Network.parse(network)), Optional.of(field));
    }

    private Tls tls(boolean asksForCertificate) {
        return new Tls(
                SERVER.writeCertificate(folder.resolve("server.pem")),
                SERVER.writeKey(folder.resolve("server.key")),
                asksForCertificate);
    }

    private static JettyServer start(TrustedProxies proxies, Optional<Tls> tls) {
        return JettyServer.start(new Listener("127.0.0.1", 0, BRISK, proxies, tls), TlsTest::whoAsks, FALLBACK);
    }

    private static HttpResponse whoAsks(HttpRequest request) {
        return HttpResponse.of(
                200,
                "text/plain",
                request.certificate()
                        .map(ClientCertificate::own)
                        .map(own -> own.getSubjectX500Principal().getName())
                        .orElse("nobody"));
    }

    private static java.net.http.HttpResponse<String> get(JettyServer server, SSLContext tls, String... headers)
            throws IOException, InterruptedException {
        return send("https", server, HttpClient.newBuilder().sslContext(tls), headers);
    }

    private static java.net.http.HttpResponse<String> plainly(JettyServer server, String... headers)
            throws IOException, InterruptedException {
        return send("http", server, HttpClient.newBuilder(), headers);
    }

    private static java.net.http.HttpResponse<String> send(
            String scheme, JettyServer server, HttpClient.Builder builder, String... headers)
            throws IOException, InterruptedException {
        java.net.http.HttpRequest.Builder request =
                java.net.http.HttpRequest.newBuilder(URI.create(scheme + "://127.0.0.1:" + server.port() + "/"));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try (HttpClient client = builder.build()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static SSLContext nobody() {
        return TestIdentity.plainContext(SERVER.certificate());
    }

    private static SSLContext as(TestIdentity identity) {
        return identity.clientContext(SERVER.certificate());
    }

    /** As RFC 9440 §2.2 has it. */
    private static String field(TestIdentity identity) {
        return ":" + identity.x5c() + ":";
    }

    @Nested
    @DisplayName("a listener with a certificate")
    class AListener {

        @Test
        void asksForNoCertificateUnlessItIsToldTo() throws Exception {
            try (JettyServer server = start(TrustedProxies.NONE, Optional.of(tls(false)))) {
                assertThat(get(server, as(ROBOT)).body()).isEqualTo("nobody");
            }
        }

        @Test
        void seesTheCertificateOfAClientThatHasOne() throws Exception {
            try (JettyServer server = start(TrustedProxies.NONE, Optional.of(tls(true)))) {
                assertThat(get(server, as(ROBOT)).body()).isEqualTo("CN=robot");
                assertThat(get(server, nobody()).body()).isEqualTo("nobody");
            }
        }

        @Test
        void seesTheIssuersThatAClientSendsAlong() throws Exception {
            AtomicReference<Optional<ClientCertificate>> seen = new AtomicReference<>(Optional.empty());
            TestIdentity below = TestIdentity.authority("CN=root").issueAuthority("CN=below");
            Listener listener = new Listener("127.0.0.1", 0, BRISK, TrustedProxies.NONE, Optional.of(tls(true)));
            try (JettyServer server = JettyServer.start(
                    listener,
                    request -> {
                        seen.set(request.certificate());
                        return HttpResponse.of(204);
                    },
                    FALLBACK)) {
                get(server, as(below.issue("CN=robot")));
            }

            assertThat(seen.get().orElseThrow().issuers()).containsExactly(below.certificate());
        }

        @ParameterizedTest
        @ValueSource(strings = {"TLSv1", "TLSv1.1"})
        void speaksNoOldTls(String version) throws Exception {
            try (JettyServer server = start(TrustedProxies.NONE, Optional.of(tls(false)));
                    SSLSocket socket =
                            (SSLSocket) nobody().getSocketFactory().createSocket("127.0.0.1", server.port())) {
                socket.setEnabledProtocols(new String[] {version});

                assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
            }
        }

        @Test
        void speaksTls12WithForwardSecrecyAlone() throws Exception {
            try (JettyServer server = start(TrustedProxies.NONE, Optional.of(tls(false)));
                    SSLSocket socket =
                            (SSLSocket) nobody().getSocketFactory().createSocket("127.0.0.1", server.port())) {
                socket.setEnabledProtocols(new String[] {"TLSv1.2"});
                socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});

                assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
            }
        }

        @Test
        void closesAConnectionThatNeverShakesHands() throws Exception {
            try (JettyServer server = start(TrustedProxies.NONE, Optional.of(tls(false)));
                    RawConnection connection = new RawConnection(server.port())) {
                connection.send("\u0016\u0003\u0001\u0002");

                assertThat(connection.trickleUntilClosed(200)).isLessThan(200);
            }
        }

        @Test
        void keepsAConnectionThatIsUsed() throws Exception {
            try (JettyServer server = start(TrustedProxies.NONE, Optional.of(tls(false)));
                    SSLSocket socket =
                            (SSLSocket) nobody().getSocketFactory().createSocket("127.0.0.1", server.port())) {
                for (int round = 0; round < 40; round++) {
                    socket.getOutputStream()
                            .write("GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

                    assertThat(answer(socket)).startsWith("HTTP/1.1 200 OK");
                    assertThat(isSilent(socket)).isTrue();
                }
            }
        }

        private static String answer(SSLSocket socket) throws IOException {
            socket.setSoTimeout(20_000);
            StringBuilder text = new StringBuilder();
            while (!text.toString().endsWith("nobody")) {
                int octet = socket.getInputStream().read();
                assertThat(octet).as("the connection is open").isNotNegative();
                text.append((char) octet);
            }
            return text.toString();
        }

        /** Whether nothing comes for 50 milliseconds, not even the end. */
        private static boolean isSilent(SSLSocket socket) throws IOException {
            socket.setSoTimeout(50);
            try {
                return socket.getInputStream().read() == Integer.MIN_VALUE;
            } catch (SocketTimeoutException _) {
                return true;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void worksWithKeysOfEachKind(String algorithm) throws Exception {
        TestIdentity identity =
                TestIdentity.selfSigned(Wish.named("CN=localhost").with(GeneralName.iPAddress, "127.0.0.1"), algorithm);
        Tls files = new Tls(
                identity.writeCertificate(folder.resolve("kind.pem")),
                identity.writeKey(folder.resolve("kind.key")),
                true);

        try (JettyServer server = start(TrustedProxies.NONE, Optional.of(files))) {
            assertThat(get(server, identity.clientContext(identity.certificate()))
                            .body())
                    .isEqualTo("CN=localhost");
        }
    }

    @Nested
    @DisplayName("another certificate in the files")
    class AnotherCertificate {

        private final TestIdentity next = TestIdentity.server();

        private static X509Certificate shownBy(JettyServer server, X509Certificate expected) throws Exception {
            SSLContext trust = TestIdentity.plainContext(expected);
            return (X509Certificate)
                    get(server, trust).sslSession().orElseThrow().getPeerCertificates()[0];
        }

        @Test
        void isShownFromThenOn() throws Exception {
            Tls files = tls(false);
            try (JettyServer server = start(TrustedProxies.NONE, Optional.of(files))) {
                assertThat(shownBy(server, SERVER.certificate())).isEqualTo(SERVER.certificate());
                assertThat(server.renewCertificate()).isFalse();
                next.writeCertificate(files.certificates());
                next.writeKey(files.privateKey());

                assertThat(server.renewCertificate()).isTrue();

                assertThat(shownBy(server, next.certificate())).isEqualTo(next.certificate());
            }
        }

        @Test
        void isNotShownWithoutItsKey() throws Exception {
            Tls files = tls(false);
            try (JettyServer server = start(TrustedProxies.NONE, Optional.of(files))) {
                next.writeCertificate(files.certificates());

                assertThatThrownBy(server::renewCertificate)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("belongs to the first certificate");

                assertThat(shownBy(server, SERVER.certificate())).isEqualTo(SERVER.certificate());
            }
        }

        @Test
        void isNotShownIfItIsNone() throws Exception {
            Tls files = tls(false);
            try (JettyServer server = start(TrustedProxies.NONE, Optional.of(files))) {
                Files.writeString(files.certificates(), "half a file");

                assertThatThrownBy(server::renewCertificate).hasMessageContaining("must hold a certificate in PEM");

                assertThat(shownBy(server, SERVER.certificate())).isEqualTo(SERVER.certificate());
            }
        }
    }

    @Nested
    @DisplayName("the header field of a proxy (RFC 9440)")
    class TheHeaderFieldOfAProxy {

        private static String escaped(TestIdentity identity) {
            return URLEncoder.encode(identity.certificatePem(), StandardCharsets.UTF_8)
                    .replace("+", "%20");
        }

        @Test
        void tellsTheCertificateOfTheClient() throws Exception {
            try (JettyServer server = start(LOOPBACK, Optional.empty())) {
                assertThat(plainly(server, "Client-Cert", field(ROBOT)).body()).isEqualTo("CN=robot");
                assertThat(plainly(server, "Client-Cert", escaped(ROBOT)).body())
                        .isEqualTo("CN=robot");
                assertThat(plainly(server).body()).isEqualTo("nobody");
                assertThat(plainly(server, "Client-Cert", "").body()).isEqualTo("nobody");
            }
        }

        @Test
        void isNotBelievedOfAnybodyElse() throws Exception {
            try (JettyServer server = start(proxies("192.0.2.0/24", "Client-Cert"), Optional.empty())) {
                assertThat(plainly(server, "Client-Cert", field(ROBOT)).body()).isEqualTo("nobody");
                assertThat(plainly(server, "Client-Cert", field(ROBOT), "X-Forwarded-For", "192.0.2.1")
                                .body())
                        .isEqualTo("nobody");
            }
        }

        @Test
        void isNotBelievedUnlessTheOperatorSaysSo() throws Exception {
            TrustedProxies silent = new TrustedProxies(List.of(Network.parse("127.0.0.1")));
            try (JettyServer server = start(silent, Optional.empty())) {
                assertThat(plainly(server, "Client-Cert", field(ROBOT)).body()).isEqualTo("nobody");
            }
        }

        @Test
        void isNotBelievedOfAClientOfOurOwnListener() throws Exception {
            try (JettyServer server = start(proxies("192.0.2.0/24", "Client-Cert"), Optional.of(tls(true)))) {
                assertThat(get(server, as(ROBOT), "Client-Cert", field(OTHER)).body())
                        .isEqualTo("CN=robot");
            }
        }

        @Test
        void isRefusedIfItIsThereTwice() throws Exception {
            try (JettyServer server = start(LOOPBACK, Optional.empty())) {
                assertThat(plainly(server, "Client-Cert", field(ROBOT), "Client-Cert", field(OTHER))
                                .statusCode())
                        .isEqualTo(400);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "CN=robot",
                    "::",
                    ":",
                    ":AAAA:",
                    "%",
                    "-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE-----"
                })
        void isRefusedIfItIsNoCertificate(String value) throws Exception {
            try (JettyServer server = start(LOOPBACK, Optional.empty())) {
                assertThat(plainly(server, "Client-Cert", value).statusCode()).isEqualTo(400);
            }
        }

        @Test
        void isNotReplacedByTheCertificateOfTheProxyItself() throws Exception {
            try (JettyServer server = start(LOOPBACK, Optional.of(tls(true)))) {
                assertThat(get(server, as(OTHER)).body()).isEqualTo("nobody");
                assertThat(get(server, as(OTHER), "Client-Cert", field(ROBOT)).body())
                        .isEqualTo("CN=robot");
            }
        }
    }

    @Test
    void needsItsCertificateToStart() {
        Tls missing = new Tls(folder.resolve("none.pem"), folder.resolve("none.key"), false);

        assertThatThrownBy(() -> start(TrustedProxies.NONE, Optional.of(missing)))
                .isInstanceOf(UncheckedIOException.class);
    }
}
