package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Bad input over real sockets")
class HostileRequestsTest {

    /** The one answer of this class that says that the request is at fault (RFC 9110 §15.6.6). */
    private static final int VERSION_NOT_SUPPORTED = 505;

    private static final Pattern INNARDS = Pattern.compile(
            "\\bat [a-z]+\\.[a-z.]+\\(|Exception|java\\.|org\\.eclipse|jetty|SQLITE|Caused by",
            Pattern.CASE_INSENSITIVE);

    @AutoClose
    private static final TestDemo DEMO = TestDemo.start();

    /** Every path that one of the three servers knows, and some that none does. */
    private static List<URI> addresses() {
        Stream<URI> provider = Stream.of(
                        "/",
                        "/authorize",
                        "/login",
                        "/consent",
                        "/account/select",
                        "/account/consents",
                        "/oauth/token",
                        "/userinfo",
                        "/oauth/introspect",
                        "/oauth/revoke",
                        "/.well-known/openid-configuration",
                        "/.well-known/oauth-authorization-server",
                        "/.well-known/jwks.json",
                        "/oidc/logout",
                        "/oidc/logout/confirm",
                        "/health/live",
                        "/health/ready",
                        "/nothing")
                .map(DEMO::provider);
        Stream<URI> webApp = Stream.of(
                        "/",
                        "/login",
                        "/callback",
                        "/logout",
                        "/symbolon",
                        "/symbolon/refresh",
                        "/assets/style.css",
                        "/nothing")
                .map(DEMO::webApp);
        Stream<URI> api = Stream.of("/", "/reports", "/.well-known/oauth-protected-resource/reports", "/nothing")
                .map(DEMO::api);
        return Stream.of(provider, webApp, api).flatMap(addresses -> addresses).toList();
    }

    @ParameterizedTest
    @MethodSource("dev.symbolon.endtoend.HostileRequest#all")
    void answersClearlyWhateverComes(HostileRequest request) throws IOException {
        List<String> faults = new ArrayList<>();
        for (URI address : addresses()) {
            String octets = request.to(address.getPath(), address.getPort());
            fault(RawConnection.send(address.getPort(), octets)).ifPresent(fault -> faults.add(address + " " + fault));
        }

        assertThat(faults).isEmpty();
    }

    private static Optional<String> fault(RawConnection.Reply reply) {
        if (reply.hangs()) {
            return Optional.of("hangs");
        }
        if (reply.status() >= 500 && reply.status() != VERSION_NOT_SUPPORTED) {
            return Optional.of(reply.text().lines().findFirst().orElse(""));
        }
        return INNARDS.matcher(reply.text())
                .results()
                .findFirst()
                .map(found -> "tells about its innards: " + found.group());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("openingsOfOtherProtocols")
    void hangsUpOnOtherProtocols(String name, String octets) throws IOException {
        for (int port : List.of(
                DEMO.provider("/").getPort(),
                DEMO.webApp("/").getPort(),
                DEMO.api("/").getPort())) {
            RawConnection.Reply reply = RawConnection.send(port, octets);

            assertThat(reply.hangs()).isFalse();
            assertThat(reply.text()).doesNotContainPattern(INNARDS);
        }
    }

    static Stream<Arguments> openingsOfOtherProtocols() {
        return Stream.of(
                arguments("nothing", ""),
                arguments("empty lines", "\r\n\r\n\r\n"),
                arguments("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                arguments("TLS", "\u0016\u0003\u0001\u0000\u00a5\u0001\u0000\u0000\u00a1\u0003\u0003"),
                arguments("SSH", "SSH-2.0-OpenSSH_9.9\r\n"),
                arguments("null octets", "\u0000".repeat(5_000)),
                arguments("letters", "A".repeat(50_000)));
    }

    @Test
    void goesOnServingAfterwards() throws IOException {
        for (int i = 0; i < 200; i++) {
            RawConnection.send(
                    DEMO.provider("/").getPort(), "POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n");
        }

        URI ready = DEMO.provider("/health/ready");
        RawConnection.Reply reply = RawConnection.send(
                ready.getPort(), "GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(reply.status()).isEqualTo(200);
    }
}
