package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.ContentEncryption;
import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.protocol.jose.KeyManagementAlgorithm;
import dev.symbolon.protocol.jose.PublicKeys;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.client.ResponseEncryption;
import dev.symbolon.server.client.ResponseSigning;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.fetch.Fetcher;
import dev.symbolon.server.http.fetch.Reach;
import dev.symbolon.server.http.fetch.Trust;
import dev.symbolon.server.storage.Declarations;
import dev.symbolon.server.token.Encryptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Answers that the client alone can read (OIDC Core §10.2, JARM §2.2)")
class EncryptedAnswersTest {

    private static RSAKey rsa;
    private static ECKey ec;

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestBrowser browser = provider.browser();

    @BeforeAll
    static void makeKeys() throws JOSEException {
        rsa = new RSAKeyGenerator(2048).keyUse(KeyUse.ENCRYPTION).keyID("rsa").generate();
        ec = new ECKeyGenerator(Curve.P_256)
                .keyUse(KeyUse.ENCRYPTION)
                .keyID("ec")
                .generate();
    }

    private static String jwks(JWK... keys) {
        List<JsonObject> all = Stream.of(keys)
                .map(key -> JsonObject.of(key.toPublicJWK().toJSONObject()))
                .toList();
        return JsonObject.empty().with("keys", all).toString();
    }

    private static ClientKeys registered(JWK... keys) {
        return new ClientKeys.Registered(PublicKeys.parse(jwks(keys)));
    }

    private static JweAlgorithms by(KeyManagementAlgorithm alg) {
        return new JweAlgorithms(alg, ContentEncryption.A256GCM);
    }

    /** A client for which everything is encrypted. */
    private TestClient client(KeyManagementAlgorithm alg, ClientKeys keys) {
        Optional<JweAlgorithms> how = Optional.of(by(alg));
        TestClient client = provider.register(one -> one.withSigning(new ResponseSigning(
                        SigningAlgorithm.ES256, Optional.of(SigningAlgorithm.ES256), SigningAlgorithm.ES256))
                .withEncryption(new ResponseEncryption(how, how, how))
                .withBackChannelLogout("https://app.example.net/back-channel"));
        give(client, keys);
        return client;
    }

    private void give(TestClient client, ClientKeys keys) {
        Client known = provider.storage().clients().find(client.id()).orElseThrow();
        ClientCredentials credentials = known.credentials();
        Client withKeys = new Client(
                known.id(),
                known.presentation(),
                new ClientCredentials(
                        credentials.method(),
                        credentials.algorithm(),
                        credentials.secretDigests(),
                        credentials.keptSecrets(),
                        keys),
                known.redirectUris(),
                known.logout(),
                known.flows(),
                known.tokens(),
                known.apis());
        provider.storage().declare(Declarations.of(List.of(withKeys), List.of(), List.of()));
    }

    private TestClient client() {
        return client(KeyManagementAlgorithm.RSA_OAEP_256, registered(rsa, ec));
    }

    private static JWEObject opened(String jwe) {
        try {
            JWEObject object = JWEObject.parse(jwe);
            boolean isRsa = object.getHeader().getAlgorithm().getName().startsWith("RSA");
            object.decrypt(isRsa ? new RSADecrypter(rsa) : new ECDHDecrypter(ec));
            return object;
        } catch (JOSEException | ParseException e) {
            throw new AssertionError(e);
        }
    }

    private JsonObject claims(String jwe) {
        return provider.verified(opened(jwe).getPayload().toString()).claims();
    }

    @Nested
    @DisplayName("OIDC Core §2: ID tokens")
    class TheIdToken {

        @ParameterizedTest
        @EnumSource(KeyManagementAlgorithm.class)
        void isEncryptedByTheAlgorithmsOfTheClient(KeyManagementAlgorithm alg) {
            TestCallback callback =
                    browser.authorize(client(alg, registered(rsa, ec)).request("code id_token token"));

            JWEObject opened = opened(callback.idToken());
            assertThat(opened.getHeader().getAlgorithm()).hasToString(alg.value());
            assertThat(opened.getHeader().getEncryptionMethod()).hasToString("A256GCM");
            assertThat(opened.getHeader().getContentType()).isEqualTo("JWT");
        }

        @Test
        void isSignedBeforeAndBindsWhatComesAlong() {
            TestCallback callback = browser.authorize(client().request("code id_token token"));

            JsonObject claims = claims(callback.idToken());
            assertThat(claims.string("sub")).contains("sub-ada");
            assertThat(claims.string("c_hash")).contains(Hashes.leftHalf(callback.code()));
            assertThat(claims.string("at_hash")).contains(Hashes.leftHalf(callback.accessToken()));
        }

        @Test
        void isEncryptedAtTheTokenEndpointToo() {
            TestClient client = client();

            TestTokens tokens = provider.redeem(client, browser.authorize(client.request("code")));

            assertThat(claims(tokens.idToken()).string("sub")).contains("sub-ada");
        }

        @Test
        void isAHintOnceItIsDecrypted() {
            TestClient client = client();
            String encrypted =
                    browser.authorize(client.request("code id_token")).idToken();
            Parameters request = client.request("code").with("prompt", "none");

            assertThat(browser.authorize(request.with(
                                    "id_token_hint",
                                    opened(encrypted).getPayload().toString()))
                            .all()
                            .one("code"))
                    .isPresent();
            assertThat(browser.authorize(request.with("id_token_hint", encrypted))
                            .error())
                    .isEqualTo("invalid_request");
        }
    }

    @Nested
    @DisplayName("OIDC Core §5.3.2: userinfo")
    class TheUserinfoAnswer {

        @Test
        void isEncryptedAfterItWasSigned() {
            HttpResponse answer = provider.userinfo(browser.authorize(
                            client().request("code token").without("scope").with("scope", "openid email"))
                    .accessToken());

            assertThat(answer.headers().first("Content-Type")).contains("application/jwt");
            assertThat(claims(answer.body()).string("email")).contains("ada@example.com");
        }
    }

    @Nested
    @DisplayName("JARM §2.2, §2.3.1: authorization responses")
    class TheAuthorizationResponse {

        @Test
        void isEncryptedAfterItWasSigned() {
            TestCallback callback = browser.authorize(client().request("code").with("response_mode", "jwt"));

            assertThat(claims(callback.query().required("response")).has("code"))
                    .isTrue();
        }

        @Test
        void mayComeByTheQueryWithTokensSinceNobodyReadsThem() {
            TestCallback callback =
                    browser.authorize(client().request("code id_token token").with("response_mode", "query.jwt"));

            assertThat(callback.query().names()).containsExactly("response");
            assertThat(claims(callback.query().required("response")).names()).contains("code", "id_token");
        }

        @Test
        void isEncryptedIfItIsAnError() {
            TestCallback callback = browser.authorize(
                    client().request("code").with("response_mode", "jwt").with("max_age", "soon"));

            assertThat(claims(callback.query().required("response")).string("error"))
                    .contains("invalid_request");
        }
    }

    @Nested
    @DisplayName("Back-Channel Logout §2.6: logout tokens")
    class TheLogoutToken {

        private final TestClient client = client();
        private final List<String> told = new CopyOnWriteArrayList<>();

        private void logOut() {
            TestCallback callback = browser.authorize(client.request("code id_token"));
            provider.redeem(client, callback);
            String hint = opened(callback.idToken()).getPayload().toString();
            browser.open("/oidc/logout?"
                    + Parameters.none().with("id_token_hint", hint).encoded());
        }

        private void deliver() {
            provider.tellClients((uri, form) -> {
                told.add(form.required("logout_token"));
                return 200;
            });
        }

        @Test
        void isEncryptedAsTheIdTokenIs() {
            logOut();
            deliver();

            assertThat(claims(told.getFirst()).string("sub")).contains("sub-ada");
        }

        @Test
        void waitsForAKeyThatItCanBeEncryptedFor() {
            logOut();
            give(client, registered(ec));
            deliver();

            assertThat(told).isEmpty();
            assertThat(provider.rows()).containsEntry("logout_deliveries", 1L);
        }
    }

    @Nested
    @DisplayName("OIDC Core §10.2: without a key of the client")
    class WithoutAKey {

        private final TestClient client = client(KeyManagementAlgorithm.RSA_OAEP_256, registered(ec));

        @Test
        void thereIsNoIdTokenButAnError() {
            TestCallback callback = browser.authorize(client.request("code id_token"));

            assertThat(callback.fragment().names()).doesNotContain("code", "id_token");
            assertThat(callback.error()).isEqualTo("invalid_request");
        }

        @Test
        void thereAreNoTokensButAnError() {
            TestTokens tokens = provider.redeem(client, browser.authorize(client.request("code")));

            assertThat(tokens.status()).isEqualTo(400);
            assertThat(tokens.error()).isEqualTo("invalid_request");
        }

        @Test
        void thereIsNoUserinfoButAnError() {
            String accessToken = browser.authorize(client.request("code token")).accessToken();

            assertThat(provider.userinfo(accessToken).status()).isEqualTo(400);
        }

        @ParameterizedTest
        @ValueSource(strings = {"query.jwt", "fragment.jwt", "form_post.jwt"})
        void thereIsASignedErrorInPlaceOfTheAnswer(String mode) {
            TestCallback callback = browser.authorize(client.request("code").with("response_mode", mode));

            JsonObject claims =
                    provider.verified(callback.all().required("response")).claims();
            assertThat(claims.names()).doesNotContain("code");
            assertThat(claims.string("error")).contains("invalid_request");
            assertThat(claims.string("state")).contains(TestClient.STATE.value());
        }
    }

    @Nested
    @DisplayName("OIDC Core §10.2.1: keys that the client publishes")
    class PublishedKeys {

        private final AtomicReference<String> published = new AtomicReference<>(jwks(rsa));

        private HttpServer serve() throws IOException {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/jwks", exchange -> {
                byte[] octets = published.get().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, octets.length);
                exchange.getResponseBody().write(octets);
                exchange.close();
            });
            server.start();
            return server;
        }

        private static ClientKeys at(HttpServer server) {
            return new ClientKeys.Published(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks"));
        }

        @Test
        void areFetched() throws IOException {
            HttpServer server = serve();
            try {
                TestClient client = client(KeyManagementAlgorithm.RSA_OAEP_256, at(server));

                assertThat(claims(browser.authorize(client.request("id_token")).idToken())
                                .string("sub"))
                        .contains("sub-ada");
            } finally {
                server.stop(0);
            }
        }

        @Test
        void thatCannotBeHadYieldAnError() throws IOException {
            HttpServer server = serve();
            ClientKeys keys = at(server);
            server.stop(0);

            TestCallback callback = browser.authorize(
                    client(KeyManagementAlgorithm.RSA_OAEP_256, keys).request("code id_token"));

            assertThat(callback.error()).isEqualTo("invalid_request");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"id_token", "userinfo", "authorization"})
    void isOfferedByDiscoveryAndNoWeakAlgorithmIs(String what) {
        JsonObject metadata = JsonObject.parse(
                provider.get("/.well-known/openid-configuration", Map.of()).body());

        assertThat(metadata.strings(what + "_encryption_alg_values_supported"))
                .containsExactlyInAnyOrder("RSA-OAEP-256", "ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A256KW");
        assertThat(metadata.strings(what + "_encryption_enc_values_supported"))
                .containsExactlyInAnyOrder("A128CBC-HS256", "A256CBC-HS512", "A128GCM", "A256GCM");
    }

    @Nested
    @DisplayName("switched off")
    class SwitchedOff {

        @Test
        void leavesNothingToBeToldInTheClear() {
            Client strict = provider.storage().clients().find(client().id()).orElseThrow();
            Optional<JweAlgorithms> how = strict.tokens().encryption().idToken();

            try (Fetcher fetcher = new Fetcher(Reach.of(true, List.of()), Trust.USUAL, provider.clock())) {
                assertThatThrownBy(() -> new Encryptions(fetcher, false).encrypt(strict, "signed", how))
                        .isInstanceOf(OAuthException.class)
                        .hasMessageContaining("switched off");
            }
        }
    }
}
