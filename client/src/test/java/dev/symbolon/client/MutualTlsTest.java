package dev.symbolon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An application that shows a certificate (RFC 8705)")
class MutualTlsTest {

    @TempDir
    private static Path folder;

    private static TestIdentity server;
    private static TestIdentity robot;

    /** A request that came to the addresses for certificates. */
    private record Visit(String path, String subject, String body) {}

    private final TestLogins logins = new TestLogins();
    private final List<Visit> visits = new CopyOnWriteArrayList<>();
    private HttpsServer endpoints;

    @BeforeAll
    static void makeCertificates() {
        server = TestIdentity.named(folder, "server");
        robot = TestIdentity.named(folder, "robot");
    }

    @BeforeEach
    void open() throws IOException {
        endpoints = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoints.setHttpsConfigurator(new Asking(server.believing(robot)));
        endpoints.createContext("/", this::answer);
        endpoints.start();
        logins.provider.metadata = document -> document.with(
                "mtls_endpoint_aliases",
                JsonObject.empty()
                        .with("token_endpoint", at("/token"))
                        .with("userinfo_endpoint", at("/userinfo"))
                        .with("authorization_endpoint", at("/authorize")));
    }

    /** A certificate is asked for, and need not be there. */
    private static final class Asking extends HttpsConfigurator {

        Asking(SSLContext context) {
            super(context);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters asking = getSSLContext().getDefaultSSLParameters();
            asking.setWantClientAuth(true);
            parameters.setSSLParameters(asking);
        }
    }

    @AfterEach
    void close() {
        endpoints.stop(0);
        logins.close();
    }

    private URI at(String path) {
        return URI.create("https://127.0.0.1:" + endpoints.getAddress().getPort() + path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            visits.add(new Visit(
                    exchange.getRequestURI().getPath(),
                    subject((HttpsExchange) exchange),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            JsonObject token = JsonObject.empty()
                    .with("access_token", "bound")
                    .with("token_type", "Bearer")
                    .with("sub", "ada");
            byte[] body = token.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String subject(HttpsExchange exchange) {
        try {
            X509Certificate shown = (X509Certificate) exchange.getSSLSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName();
        } catch (SSLPeerUnverifiedException e) {
            return "nobody";
        }
    }

    private static TlsIdentity identity() {
        return TlsIdentity.of(robot.believing(server));
    }

    private OpenIdClient client(Registration registration) {
        return OpenIdClient.of(registration);
    }

    private Registration authenticated(ClientAuthentication authentication) {
        return Registration.of(
                logins.provider.issuer(), TestProvider.CLIENT, authentication, "http://localhost:1/callback");
    }

    private Visit only() {
        assertThat(visits).hasSize(1);
        return visits.getFirst();
    }

    @Test
    void authenticatesByItsConnection() {
        client(authenticated(ClientAuthentication.tlsClientAuth(identity())))
                .clientCredentials(Scope.of("read:reports"), Optional.empty());

        assertThat(only().path()).isEqualTo("/token");
        assertThat(only().subject()).isEqualTo("CN=robot");
        Parameters sent = Parameters.parse(only().body());
        assertThat(sent.one("client_id")).contains(TestProvider.CLIENT);
        assertThat(sent.names()).doesNotContain("client_secret", "client_assertion");
    }

    @Test
    void authenticatesSoByACertificateOfItsOwnToo() {
        client(authenticated(ClientAuthentication.selfSignedTlsClientAuth(identity())))
                .clientCredentials(Scope.empty(), Optional.empty());

        assertThat(only().subject()).isEqualTo("CN=robot");
    }

    @Test
    void showsItForTokensAloneIfItAuthenticatesOtherwise() {
        Registration registration = authenticated(ClientAuthentication.clientSecretPost(Secret.of("secret")))
                .withCertificate(identity());

        client(registration).clientCredentials(Scope.empty(), Optional.empty());

        assertThat(only().subject()).isEqualTo("CN=robot");
        assertThat(Parameters.parse(only().body()).one("client_secret")).contains("secret");
    }

    @Test
    void asksUserinfoOnAConnectionThatShowsIt() {
        JsonObject person = client(authenticated(ClientAuthentication.tlsClientAuth(identity())))
                .userInfo(new AccessToken("bound"), new Subject("ada"));

        assertThat(person.string("sub")).contains("ada");
        assertThat(only().path()).isEqualTo("/userinfo");
        assertThat(only().subject()).isEqualTo("CN=robot");
    }

    @Test
    void callsApisOnAConnectionThatShowsIt() throws Exception {
        OpenIdClient client = client(authenticated(ClientAuthentication.tlsClientAuth(identity())));

        client.call(
                new AccessToken("bound"), HttpRequest.newBuilder(at("/reports")).build(), BodyHandlers.discarding());

        assertThat(only().subject()).isEqualTo("CN=robot");
    }

    @Test
    void sendsNoBrowserToTheAddressesForCertificates() {
        StartedLogin login = client(authenticated(ClientAuthentication.tlsClientAuth(identity())))
                .startLogin();

        assertThat(login.toString()).doesNotContain(":" + endpoints.getAddress().getPort() + "/authorize");
        assertThat(login.authorizationUri().toString()).startsWith(logins.provider.issuer());
    }

    @Test
    void goesWhereEverybodyGoesWithoutACertificate() {
        client(authenticated(ClientAuthentication.clientSecretPost(Secret.of("secret"))))
                .clientCredentials(Scope.empty(), Optional.empty());

        assertThat(visits).isEmpty();
    }

    @Test
    void goesWhereEverybodyGoesIfThereIsNoOtherAddress() {
        logins.provider.metadata = document -> document;

        client(authenticated(ClientAuthentication.tlsClientAuth(identity())))
                .clientCredentials(Scope.empty(), Optional.empty());

        assertThat(visits).isEmpty();
    }

    @Test
    void believesNoAddressThatIsNone() {
        logins.provider.metadata = document ->
                document.with("mtls_endpoint_aliases", JsonObject.empty().with("token_endpoint", "ftp:x"));

        assertThatExceptionOfType(OpenIdFailure.Invalid.class)
                .isThrownBy(() -> client(authenticated(ClientAuthentication.tlsClientAuth(identity())))
                        .startLogin());
    }

    @Test
    void comesFromPemFiles() throws Exception {
        Path certificate = Files.writeString(folder.resolve("own.pem"), pem("CERTIFICATE", der(robot)));
        Path key = Files.writeString(
                folder.resolve("own.key"),
                pem(
                        "PRIVATE KEY",
                        robot.store()
                                .getKey("own", TestIdentity.PASSWORD.toCharArray())
                                .getEncoded()));
        Path trusted = Files.writeString(folder.resolve("trusted.pem"), pem("CERTIFICATE", der(server)));

        client(authenticated(ClientAuthentication.tlsClientAuth(TlsIdentity.ofPem(certificate, key, trusted))))
                .clientCredentials(Scope.empty(), Optional.empty());

        assertThat(only().subject()).isEqualTo("CN=robot");
    }

    @Test
    void comesFromAKeyStore() {
        OpenIdClient client = client(authenticated(ClientAuthentication.tlsClientAuth(
                TlsIdentity.ofKeyStore(robot.store(), Secret.of(TestIdentity.PASSWORD)))));

        assertThatExceptionOfType(OpenIdFailure.Unreachable.class)
                .as("the usual authorities do not vouch for the server")
                .isThrownBy(() -> client.clientCredentials(Scope.empty(), Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsIdentity.ofKeyStore(robot.store(), Secret.of("wrong")));
    }

    private static byte[] der(TestIdentity identity) throws GeneralSecurityException {
        return identity.certificate().getEncoded();
    }

    private static String pem(String label, byte[] octets) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(octets) + "\n-----END "
                + label + "-----\n";
    }
}
