package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.client.SenderConstraint;
import dev.symbolon.server.configuration.MtlsSettings;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** A provider that sees certificates, and one client that authenticates by those of an authority. */
final class CertifiedClients implements AutoCloseable {

    static final TestIdentity AUTHORITY = TestIdentity.authority("CN=Example Authority,O=Example,C=DE");
    static final String SUBJECT = "CN=robot.example.org,O=Example,C=DE";
    static final TestIdentity ROBOT = AUTHORITY.issue(SUBJECT);
    static final TestIdentity OTHER = AUTHORITY.issue("CN=other.example.org,O=Example,C=DE");
    static final SenderConstraint BOUND = new SenderConstraint(false, false, true);
    static final URI ADDRESS = URI.create("https://mtls.example.org");
    static final Parameters CLIENT_CREDENTIALS = Parameters.none().with("grant_type", "client_credentials");

    final TestProvider provider;
    final TestClient client;

    /** @param folder for the file with the certificate of the authority */
    CertifiedClients(Path folder) {
        Path file = AUTHORITY.writeCertificate(folder.resolve("authorities.pem"));
        provider = TestProvider.seeingCertificates(
                new MtlsSettings(true, Optional.empty(), Optional.empty(), Optional.of(ADDRESS), Optional.of(file)));
        client = provider.register(one -> one.withMethod(ClientAuthenticationMethod.TLS_CLIENT_AUTH));
    }

    TestTokens token(TestClient of, Parameters form, Optional<TestIdentity> shown) {
        Headers headers = Headers.none().set("Content-Type", "application/x-www-form-urlencoded");
        for (var field : of.authorization().entrySet()) {
            headers = headers.set(field.getKey(), field.getValue());
        }
        HttpRequest request = new HttpRequest(
                "POST", "/oauth/token", "", headers, of.authenticated(form).encoded(), "192.0.2.1");
        return TestTokens.of(provider.send(
                shown.map(TestIdentity::shown).map(request::withCertificate).orElse(request)));
    }

    void isAccepted(TestIdentity shown) {
        assertThat(own(shown).status()).isEqualTo(200);
    }

    void isRefused(TestIdentity shown, String why) {
        TestTokens answer = own(shown);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.error()).isEqualTo("invalid_client");
        assertThat(provider.events())
                .filteredOn(AuditEvent.Refused.class::isInstance)
                .last()
                .satisfies(event ->
                        assertThat(((AuditEvent.Refused) event).detail()).contains(why));
    }

    private TestTokens own(TestIdentity shown) {
        return token(client, CLIENT_CREDENTIALS, Optional.of(shown));
    }

    @Override
    public void close() {
        provider.close();
    }
}
