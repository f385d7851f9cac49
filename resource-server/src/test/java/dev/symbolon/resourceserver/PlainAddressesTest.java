package dev.symbolon.resourceserver;

import static dev.symbolon.resourceserver.TestIssuer.REPORTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.resourceserver.Verdict.Accepted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An issuer by https whose discovery document leads to addresses without: whoever is in between could answer for it there. */
class PlainAddressesTest {

    private static final Scope READ = Scope.parse("read:reports");

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private final TestIssuer plain = TestIssuer.start(clock);
    private SSLContext usual;
    private HttpsServer server;
    private Issuer issuer;

    @BeforeEach
    void start() throws IOException, NoSuchAlgorithmException {
        usual = SSLContext.getDefault();
        TestIdentity identity = TestIdentity.named(folder, "issuer");
        SSLContext believing = identity.believing(identity);
        SSLContext.setDefault(believing);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(believing));
        issuer = Issuer.parse("https://127.0.0.1:" + server.getAddress().getPort());
        server.createContext("/jwks.json", exchange -> plain.jwks().handle(exchange));
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        plain.close();
        SSLContext.setDefault(usual);
    }

    private void discoverable(JsonObject metadata) {
        JsonObject own = metadata.with("issuer", issuer.value());
        server.createContext("/.well-known/openid-configuration", TestIssuer.json(() -> own));
    }

    private Verdict verify(ResourceServerOptions options) {
        String token = plain.token(plain.claims().with("iss", issuer.value()));
        return ResourceServer.of(issuer, REPORTS, options.withClock(clock)).verify(new AccessToken(token), READ);
    }

    @Test
    void keysByHttpsAreTaken() {
        discoverable(plain.metadata().with("jwks_uri", issuer.resolve("/jwks.json")));

        assertThat(verify(ResourceServerOptions.defaults())).isInstanceOf(Accepted.class);
    }

    @Test
    void keysWithoutAreNotAskedFor() {
        discoverable(plain.metadata());

        assertThat(verify(ResourceServerOptions.defaults())).isInstanceOf(Verdict.Unavailable.class);
        assertThat(plain.jwksFetches()).isZero();
    }

    @Test
    void noSecretIsSentToAnIntrospectionEndpointWithout() {
        discoverable(plain.metadata());

        Verdict verdict = verify(ResourceServerOptions.defaults()
                .withIntrospection(Introspection.as(new ClientId("api"), Secret.of("s"))));

        assertThat(verdict).isInstanceOf(Verdict.Unavailable.class);
        assertThat(plain.introspections()).isZero();
    }
}
