package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.symbolon.client.ClientAuthentication;
import dev.symbolon.client.OpenIdClient;
import dev.symbolon.client.OpenIdFailure;
import dev.symbolon.client.Registration;
import dev.symbolon.client.TlsIdentity;
import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.certificate.ClientCertificate;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.resourceserver.ApiRequest;
import dev.symbolon.resourceserver.Requirement;
import dev.symbolon.resourceserver.ResourceServer;
import dev.symbolon.resourceserver.Verdict;
import dev.symbolon.server.Foundation;
import dev.symbolon.server.RunningProvider;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.configuration.ConfigurationLoader;
import dev.symbolon.server.manifest.Manifest;
import dev.symbolon.server.manifest.ManifestComparison;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Tokens bound to a certificate, from the web-app SDK by way of the provider to the API SDK")
class CertificateBindingTest {

    private static final Audience REPORTS = new Audience("https://api.example.com/reports");

    @TempDir
    private static Path folder;

    private static KeytoolIdentity server;
    private static KeytoolIdentity robot;
    private static KeytoolIdentity other;
    private static Issuer issuer;
    private static RunningProvider provider;

    @BeforeAll
    static void start() throws Exception {
        server = KeytoolIdentity.named(folder, "localhost");
        robot = KeytoolIdentity.named(folder, "robot");
        other = KeytoolIdentity.named(folder, "other");
        int port = freePort();
        int forCertificates = freePort();
        issuer = Issuer.parse("http://localhost:" + port);
        Configuration configuration = ConfigurationLoader.load(
                Optional.empty(),
                Map.of(),
                List.of(
                        "--issuer=" + issuer,
                        "--data=" + folder,
                        "--mtls-port=" + forCertificates,
                        "--mtls-address=https://127.0.0.1:" + forCertificates,
                        "--mtls-certificate-file=" + server.certificateFile(),
                        "--mtls-key-file=" + server.keyFile()));
        Foundation.Machine machine = new Foundation.Machine(InstantSource.system(), new SecureRandom(), 2);
        Foundation foundation = Foundation.open(configuration, machine, new Audit());
        ManifestComparison comparison = new ManifestComparison(
                foundation.storage(), foundation.keys().secretDigests(), foundation.passwords(), machine.random());
        foundation
                .storage()
                .declare(comparison
                        .compare(Manifest.parse("manifest", manifest(), Map.of()))
                        .declarations());
        provider = RunningProvider.start(configuration, foundation, machine);
    }

    private static String manifest() {
        return JsonObject.empty()
                .with(
                        "apis",
                        List.of(JsonObject.empty()
                                .with("audience", REPORTS)
                                .with("name", "Reports")
                                .with(
                                        "permissions",
                                        List.of(JsonObject.empty()
                                                .with("name", "read:reports")
                                                .with("description", "Read reports")))))
                .with(
                        "clients",
                        List.of(JsonObject.empty()
                                .with("id", "robot")
                                .with("name", "Robot")
                                .with("authentication", "self_signed_tls_client_auth")
                                .with("jwks", JsonObject.empty().with("keys", List.of(robot.jwk())))
                                .with("grant-types", List.of("client_credentials"))
                                .with("apis", List.of(JsonObject.empty().with("audience", REPORTS)))
                                .with(
                                        "tokens",
                                        JsonObject.empty().with("tls-client-certificate-bound-access-tokens", true))))
                .toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    private static AccessToken token(KeytoolIdentity shown) throws IOException {
        TlsIdentity identity = TlsIdentity.ofPem(shown.certificateFile(), shown.keyFile(), server.certificateFile());
        Registration registration = Registration.of(
                issuer.value(),
                "robot",
                ClientAuthentication.selfSignedTlsClientAuth(identity),
                "http://localhost:1/callback");
        return OpenIdClient.of(registration)
                .clientCredentials(Scope.of("read:reports"), Optional.of(REPORTS))
                .accessToken();
    }

    private static Verdict verdict(AccessToken token, Optional<KeytoolIdentity> shown) {
        ApiRequest request = new ApiRequest(
                "GET",
                REPORTS.value(),
                Optional.empty(),
                List.of("Bearer " + token.value()),
                List.of(),
                shown.map(identity -> new ClientCertificate(identity.certificate(), List.of())));
        return ResourceServer.of(issuer, REPORTS).verify(request, Requirement.of("read:reports"));
    }

    @Test
    void areGoodOnConnectionsThatShowIt() throws Exception {
        AccessToken token = token(robot);

        assertThat(verdict(token, Optional.of(robot))).isInstanceOf(Verdict.Accepted.class);
        assertThat(verdict(token, Optional.of(other))).isInstanceOf(Verdict.Refused.class);
        assertThat(verdict(token, Optional.empty())).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void areNotForWhoeverShowsAnother() {
        assertThatExceptionOfType(OpenIdFailure.Refused.class)
                .isThrownBy(() -> token(other))
                .satisfies(refused -> assertThat(refused.error()).isEqualTo("invalid_client"));
    }
}
