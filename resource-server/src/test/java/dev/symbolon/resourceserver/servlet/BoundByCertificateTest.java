package dev.symbolon.resourceserver.servlet;

import static dev.symbolon.resourceserver.TestIssuer.REPORTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.CertificateThumbprint;
import dev.symbolon.protocol.certificate.ClientCertificate;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.resourceserver.ResourceServer;
import dev.symbolon.resourceserver.ResourceServerOptions;
import dev.symbolon.resourceserver.TestClock;
import dev.symbolon.resourceserver.TestIdentity;
import dev.symbolon.resourceserver.TestIssuer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The servlet filter and tokens that are bound to a certificate, by TLS (RFC 8705 §3)")
class BoundByCertificateTest {

    @TempDir
    private static Path folder;

    private static TestIdentity server;
    private static TestIdentity robot;
    private static TestIdentity other;

    private final TestClock clock = new TestClock();
    private final TestIssuer issuer = TestIssuer.start(clock);
    private final Server jetty = new Server();

    private static final class Greeting extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("welcome");
        }
    }

    @BeforeAll
    static void makeCertificates() {
        server = TestIdentity.named(folder, "server");
        robot = TestIdentity.named(folder, "robot");
        other = TestIdentity.named(folder, "other");
    }

    @AfterEach
    void stop() throws Exception {
        jetty.stop();
        issuer.close();
    }

    private BearerFilter filter() {
        return BearerFilter.of(ResourceServer.of(
                        issuer.issuer(),
                        REPORTS,
                        ResourceServerOptions.defaults().withClock(clock)))
                .require("GET", "/reports", "read:reports");
    }

    private String boundToken() {
        return issuer.token(issuer.claims()
                .with("cnf", JsonObject.empty().with("x5t#S256", CertificateThumbprint.of(robot.certificate()))));
    }

    private int start(BearerFilter filter) throws Exception {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(server.store());
        tls.setKeyStorePassword(TestIdentity.PASSWORD);
        tls.setTrustStore(robot.store());
        tls.setWantClientAuth(true);
        ServerConnector connector = new ServerConnector(jetty, tls, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        ServletContextHandler application = new ServletContextHandler("/");
        application.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
        application.addServlet(new ServletHolder(new Greeting()), "/*");
        jetty.setHandler(application);
        jetty.start();
        return connector.getLocalPort();
    }

    private int get(int port, TestIdentity as, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/reports"))
                .header("Authorization", "Bearer " + boundToken());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(as.believing(server)).build()) {
            return client.send(request.build(), BodyHandlers.discarding()).statusCode();
        }
    }

    private static String field(TestIdentity identity) throws GeneralSecurityException {
        return ":" + Base64.getEncoder().encodeToString(identity.certificate().getEncoded()) + ":";
    }

    @Test
    void takesTheCertificateOfTheConnection() throws Exception {
        int port = start(filter());

        assertThat(get(port, robot)).isEqualTo(200);
    }

    @Test
    void takesNoOther() throws Exception {
        int port = start(filter());

        assertThat(get(port, other)).isEqualTo(401);
    }

    @Test
    void believesNoHeaderUnlessTheApplicationDoes() throws Exception {
        int port = start(filter());

        assertThat(get(port, other, "Client-Cert", field(robot))).isEqualTo(401);
    }

    @Test
    void takesTheCertificateThatTheApplicationTakesFromItsProxy() throws Exception {
        int port = start(filter().certificateFrom(request ->
                Optional.ofNullable(request.getHeader("Client-Cert")).flatMap(ClientCertificate::parse)));

        assertThat(get(port, other, "Client-Cert", field(robot))).isEqualTo(200);
        assertThat(get(port, robot, "Client-Cert", field(other))).isEqualTo(401);
        assertThat(get(port, robot)).isEqualTo(401);
    }

    @Test
    void refusesAMalformedCertificateOfAProxy() throws Exception {
        int port = start(filter().certificateFrom(request ->
                Optional.ofNullable(request.getHeader("Client-Cert")).flatMap(ClientCertificate::parse)));

        assertThat(get(port, robot, "Client-Cert", "nonsense")).isEqualTo(400);
    }
}
