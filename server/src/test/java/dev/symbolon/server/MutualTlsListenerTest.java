package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The whole program, with TLS of its own and a listener for certificates (RFC 8705 §5)")
class MutualTlsListenerTest {

    private static final TestIdentity SERVER = TestIdentity.server();
    private static final TestIdentity AUTHORITY = TestIdentity.authority("CN=Example Authority");
    private static final TestIdentity ROBOT = AUTHORITY.issue("CN=robot,O=Example");
    private static final TestIdentity OTHER = AUTHORITY.issue("CN=other,O=Example");
    private static final String FORM = "grant_type=client_credentials&client_id=robot";

    @TempDir
    private static Path folder;

    private static String[] flags;

    @BeforeAll
    static void writeFiles() throws IOException {
        Path manifest = Files.writeString(folder.resolve("manifest.yaml"), """
                apis:
                  - audience: https://api.example.org
                    name: Reports
                    permissions: [{name: "read:reports", description: Read reports}]
                clients:
                  - id: robot
                    name: Robot
                    authentication: tls_client_auth
                    tls-client-auth-subject-dn: CN=robot,O=Example
                    grant-types: [client_credentials]
                    apis: [{audience: "https://api.example.org"}]
                    tokens:
                      tls-client-certificate-bound-access-tokens: true
                """);
        flags = new String[] {
            "--issuer=https://id.example.org",
            "--listener-certificate-file=" + SERVER.writeCertificate(folder.resolve("server.pem")),
            "--listener-key-file=" + SERVER.writeKey(folder.resolve("server.key")),
            "--mtls-port=0",
            "--mtls-address=https://mtls.example.org",
            "--mtls-client-authorities=" + AUTHORITY.writeCertificate(folder.resolve("authorities.pem")),
            "--manifests=" + manifest
        };
    }

    private static HttpResponse<String> token(int port, SSLContext tls) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/oauth/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(FORM))
                .build();
        try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private static SSLContext as(TestIdentity identity) {
        return identity.clientContext(SERVER.certificate());
    }

    @Test
    void givesTokensToWhoeverShowsTheCertificate(@TempDir Path data) throws Exception {
        try (ListeningProvider provider = ListeningProvider.start(data, flags)) {
            HttpResponse<String> answer = token(provider.provider().mtlsPort().orElseThrow(), as(ROBOT));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(JsonObject.parse(answer.body()).string("token_type")).contains("Bearer");
        }
    }

    @Test
    void givesNoneToWhoeverShowsAnother(@TempDir Path data) throws Exception {
        try (ListeningProvider provider = ListeningProvider.start(data, flags)) {
            assertThat(token(provider.provider().mtlsPort().orElseThrow(), as(OTHER))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void asksNobodyForACertificateWhereBrowsersGo(@TempDir Path data) throws Exception {
        try (ListeningProvider provider = ListeningProvider.start(data, flags)) {
            assertThat(token(provider.provider().port(), as(ROBOT)).statusCode())
                    .isEqualTo(401);
        }
    }
}
