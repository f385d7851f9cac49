package dev.symbolon.server;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.jose.PublicKeys;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.TestIdentity.Wish;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 8705 §2.2: a certificate that the client vouches for itself")
class SelfSignedCertificateTest {

    private static final TestIdentity OWN = TestIdentity.selfSigned(Wish.named("CN=robot"));

    @TempDir
    private static Path folder;

    @AutoClose
    private final CertifiedClients clients = new CertifiedClients(folder);

    private final TestProvider provider = clients.provider;
    private final TestClient client = clients.client;

    private JsonObject key(TestIdentity identity) {
        return identity.publicJwk();
    }

    private JsonObject certified(TestIdentity identity) {
        return key(identity).with("x5c", List.of(identity.x5c()));
    }

    private static JsonObject set(JsonObject... keys) {
        return JsonObject.empty().with("keys", List.of(keys));
    }

    private void register(ClientKeys keys) {
        provider.declare(
                client.withMethod(ClientAuthenticationMethod.SELF_SIGNED_TLS_CLIENT_AUTH),
                credentials ->
                        new ClientCredentials(credentials.method(), Optional.empty(), List.of(), List.of(), keys));
    }

    private void register(JsonObject... keys) {
        register(new ClientKeys.Registered(PublicKeys.of(set(keys))));
    }

    @Test
    void isAcceptedIfItIsRegistered() {
        register(certified(TestIdentity.selfSigned(Wish.named("CN=older"))), certified(OWN));

        clients.isAccepted(OWN);
    }

    @Test
    void isAcceptedIfItsKeyIsRegistered() {
        register(key(OWN));

        clients.isAccepted(OWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "Ed25519"})
    void isAcceptedIfItsKeyOfAnotherKindIsRegistered(String algorithm) {
        TestIdentity identity = TestIdentity.selfSigned(Wish.named("CN=robot"), algorithm);
        register(identity.publicJwk());

        clients.isAccepted(identity);
    }

    @Test
    void isRefusedIfAnotherOneIsRegistered() {
        register(certified(TestIdentity.selfSigned(Wish.named("CN=robot"))));
        clients.isRefused(OWN, "another certificate");

        register(key(TestIdentity.selfSigned(Wish.named("CN=robot"))));

        clients.isRefused(OWN, "another certificate");
    }

    @Test
    void isRefusedIfItIsNotTheRegisteredOneOfTheSameKey() {
        TestIdentity twin =
                new TestIdentity(OWN.keys(), List.of(TestIdentity.certificate(Wish.named("CN=twin"), OWN.keys())));
        register(certified(OWN));

        clients.isRefused(twin, "another certificate");
    }

    @Test
    void isRefusedIfItsKeyIsForEncryption() {
        register(key(OWN).with("use", "enc"));

        clients.isRefused(OWN, "another certificate");
    }

    @Test
    void isRefusedOnceItHasExpired() {
        TestIdentity old = TestIdentity.selfSigned(Wish.named("CN=robot").until(TestClock.START.minusSeconds(1)));
        register(certified(old));

        clients.isRefused(old, "expired");
    }

    @Test
    void isRefusedWithoutAnyKeys() {
        register(new ClientKeys.None());

        clients.isRefused(OWN, "another certificate");
    }

    @Test
    void mayBePublished() {
        try (TestSite site = TestSite.open()) {
            site.at(
                    "/jwks",
                    HttpResponse.of(200, "application/json", set(certified(OWN)).toString()));
            register(new ClientKeys.Published(site.uri("/jwks")));

            clients.isAccepted(OWN);
        }
    }

    @Test
    void mayBeReplacedWhereItIsPublished() {
        TestIdentity next = TestIdentity.selfSigned(Wish.named("CN=robot"));
        try (TestSite site = TestSite.open()) {
            site.at(
                    "/jwks",
                    HttpResponse.of(200, "application/json", set(certified(OWN)).toString()));
            register(new ClientKeys.Published(site.uri("/jwks")));
            clients.isAccepted(OWN);

            site.at(
                    "/jwks",
                    HttpResponse.of(
                            200, "application/json", set(certified(next)).toString()));
            provider.clock().advance(Duration.ofMinutes(2));

            clients.isAccepted(next);
        }
    }

    @Test
    void isRefusedIfItsKeysCannotBeHad() {
        try (TestSite site = TestSite.open()) {
            register(new ClientKeys.Published(site.uri("/nothing")));

            clients.isRefused(OWN, "cannot be had");
        }
    }
}
