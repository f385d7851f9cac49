package dev.symbolon.server;

import static dev.symbolon.protocol.ClientAuthenticationMethod.CLIENT_SECRET_JWT;
import static dev.symbolon.protocol.ClientAuthenticationMethod.PRIVATE_KEY_JWT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.jose.MacAlgorithm;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.storage.Race;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Client authentication by JWT (RFC 7523, OIDC Core §9)")
class ClientAssertionTest {

    private static final Parameters GRANT = Parameters.none().with("grant_type", "client_credentials");
    private static final SigningKey OTHER = SigningKey.generate(SigningAlgorithm.ES256);

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client = provider.register(one -> one.withMethod(PRIVATE_KEY_JWT));
    private final TestClient sharing = provider.register(one -> one.withMethod(CLIENT_SECRET_JWT));

    private TestTokens send(String assertion) {
        return send(TestClient.withAssertion(GRANT, assertion));
    }

    private TestTokens send(Parameters form) {
        return TestTokens.of(provider.post("/oauth/token", form, Map.of()));
    }

    private TestTokens sendChanged(UnaryOperator<JsonObject> change) {
        return send(TestClient.KEY.sign("JWT", change.apply(client.assertionClaims())));
    }

    private void isRefused(TestTokens answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.error()).isEqualTo("invalid_client");
    }

    private static JsonObject jwks(SigningKey... keys) {
        return JsonObject.of(Map.of(
                "keys", List.of(keys).stream().map(SigningKey::toPublicJwk).toList()));
    }

    private ClientCredentials with(ClientCredentials credentials, ClientKeys keys) {
        return new ClientCredentials(
                credentials.method(),
                credentials.algorithm(),
                credentials.secretDigests(),
                credentials.keptSecrets(),
                keys);
    }

    private static ClientCredentials with(ClientCredentials credentials, String algorithm) {
        return new ClientCredentials(
                credentials.method(),
                Optional.of(algorithm),
                credentials.secretDigests(),
                credentials.keptSecrets(),
                credentials.keys());
    }

    private static long after(Duration time) {
        return TestClock.START.plus(time).getEpochSecond();
    }

    @Nested
    @DisplayName("RFC 7523 §3: what the assertion says")
    class Claims {

        @ParameterizedTest
        @ValueSource(strings = {"iss", "sub", "aud", "exp", "jti"})
        void mustBeThere(String name) {
            TestTokens answer = sendChanged(claims -> claims.without(name));

            assertThat(answer.error()).isIn("invalid_client", "invalid_request");
        }

        @Test
        void nameTheClientTwice() {
            isRefused(sendChanged(claims -> claims.with("iss", "another")));
            isRefused(sendChanged(claims -> claims.with("sub", sharing.id())));
        }

        @ParameterizedTest
        @ValueSource(strings = {"https://id.example.org", "https://id.example.org/oauth/token"})
        void areForThisProvider(String audience) {
            assertThat(sendChanged(claims -> claims.with("aud", audience)).status())
                    .isEqualTo(200);
            assertThat(sendChanged(claims -> claims.with("aud", List.of(audience)))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void areForNoOtherProvider() {
            isRefused(sendChanged(claims -> claims.with("aud", "https://other.example/oauth/token")));
            isRefused(sendChanged(claims -> claims.with("aud", "https://id.example.org/")));
            isRefused(sendChanged(claims -> claims.with("aud", List.of())));
        }

        @Test
        void mayBeForThisProviderByTwoOfItsNames() {
            List<String> names = List.of(TestProvider.ISSUER.value(), TestProvider.ISSUER + "/oauth/token");

            assertThat(sendChanged(claims -> claims.with("aud", names)).status())
                    .isEqualTo(200);
        }

        @Test
        @DisplayName("S28, draft-ietf-oauth-rfc7523bis: audience injection")
        void areNotForAnotherProviderToo() {
            for (String own : List.of(TestProvider.ISSUER.value(), TestProvider.ISSUER + "/oauth/token")) {
                isRefused(sendChanged(claims -> claims.with("aud", List.of(own, "https://other.example"))));
                isRefused(sendChanged(claims -> claims.with("aud", List.of("https://other.example", own))));
            }
        }

        @Test
        void holdForAnHourAtMost() {
            assertThat(sendChanged(claims -> claims.with("exp", after(Duration.ofMinutes(60))))
                            .status())
                    .isEqualTo(200);
            isRefused(sendChanged(claims -> claims.with("exp", after(Duration.ofMinutes(62)))));
        }

        @Test
        void holdNoLongerThanTheySay() {
            JsonObject claims = client.assertionClaims().with("exp", after(Duration.ofMinutes(5)));
            provider.clock().advance(Duration.ofMinutes(7));

            isRefused(ClientAssertionTest.this.send(TestClient.KEY.sign("JWT", claims)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"nbf", "iat"})
        void areNotFromTheFuture(String name) {
            assertThat(sendChanged(claims -> claims.with(name, after(Duration.ofSeconds(30))))
                            .status())
                    .isEqualTo(200);
            isRefused(sendChanged(claims -> claims.with(name, after(Duration.ofMinutes(2)))));
        }

        @Test
        void areNotOld() {
            isRefused(sendChanged(claims -> claims.with("iat", after(Duration.ofHours(-2)))));
        }

        @ParameterizedTest
        @ValueSource(strings = {"iss", "aud", "exp", "jti", "iat", "nbf"})
        void areOfTheirTypes(String name) {
            isRefused(sendChanged(claims -> claims.with(name, JsonObject.empty())));
        }

        @ParameterizedTest
        @ValueSource(strings = {"at+jwt", "oauth-authz-req+jwt", "dpop+jwt", "secevent+jwt"})
        @DisplayName("RFC 8725 §3.11: a JWT for another purpose")
        void wereSignedForThisPurpose(String type) {
            isRefused(ClientAssertionTest.this.send(TestClient.KEY.sign(type, client.assertionClaims())));
        }

        @Test
        void mayNameTheirPurpose() {
            assertThat(ClientAssertionTest.this
                            .send(TestClient.KEY.sign("client-authentication+jwt", client.assertionClaims()))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Nested
    @DisplayName("OIDC Core §9, S28: once")
    class Once {

        @Test
        void anAssertionIsGoodForOneRequest() {
            String assertion = TestClient.KEY.sign("JWT", client.assertionClaims());

            assertThat(send(assertion).status()).isEqualTo(200);
            isRefused(send(assertion));
        }

        @Test
        void anIdentifierIsGoodForOneAssertion() {
            JsonObject claims = client.assertionClaims();

            assertThat(send(TestClient.KEY.sign("JWT", claims)).status()).isEqualTo(200);
            isRefused(send(TestClient.KEY.sign("JWT", claims.with("exp", after(Duration.ofMinutes(9))))));
        }

        @Test
        void identifiersOfOtherClientsDoNotCount() {
            JsonObject claims = client.assertionClaims();
            TestClient other = provider.register(one -> one.withMethod(PRIVATE_KEY_JWT));

            assertThat(send(TestClient.KEY.sign("JWT", claims)).status()).isEqualTo(200);
            assertThat(send(TestClient.KEY.sign(
                                    "JWT", claims.with("iss", other.id()).with("sub", other.id())))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void ofManyAtTheSameTimeOneGoesThrough() {
            String assertion = TestClient.KEY.sign("JWT", client.assertionClaims());

            assertThat(Race.of(32, () -> send(assertion).status()))
                    .containsOnlyOnce(200)
                    .contains(401);
        }

        @Test
        void nothingIsRememberedOfWhatIsRefused() {
            Map<String, Long> before = provider.rows();

            isRefused(send(OTHER.sign("JWT", client.assertionClaims())));
            isRefused(sendChanged(claims -> claims.with("aud", "https://other.example")));

            assertThat(provider.rows()).isEqualTo(before);
        }

        @Test
        void andForgottenOnceItWouldBeRefusedAnyway() {
            send(TestClient.KEY.sign("JWT", client.assertionClaims()));
            assertThat(provider.rows()).containsEntry("used_assertions", 1L);
            provider.clock().advance(Duration.ofMinutes(62));

            provider.storage().sweep(provider.clock().instant(), 100);

            assertThat(provider.rows()).containsEntry("used_assertions", 0L);
        }
    }

    @Nested
    @DisplayName("S29: who has signed it")
    class Signature {

        private String forged(String header, JsonObject claims, String signature) {
            return encoded(header) + "." + encoded(claims.toString()) + "." + signature;
        }

        private String encoded(String text) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        @Test
        void isNobodyElse() {
            isRefused(send(OTHER.sign("JWT", client.assertionClaims())));
        }

        @Test
        void isNotNobody() {
            isRefused(send(forged("{\"alg\":\"none\"}", client.assertionClaims(), "")));
        }

        @Test
        void isNotWhoeverKnowsThePublicKey() {
            String input = encoded("{\"alg\":\"HS256\"}") + "."
                    + encoded(client.assertionClaims().toString());
            Secret publicKey = Secret.of(TestClient.KEY.toPublicJwk().toString());

            isRefused(send(input + "." + MacAlgorithm.HS256.signature(input, publicKey)));
        }

        @Test
        void isNotWhoeverBringsTheirKeyAlong() {
            JsonObject header = JsonObject.empty().with("alg", "ES256").with("jwk", OTHER.toPublicJwk());
            String signed = OTHER.sign("JWT", client.assertionClaims());

            isRefused(send(encoded(header.toString()) + signed.substring(signed.indexOf('.'))));
        }

        @Test
        void doesSoByTheAlgorithmThatTheClientIsRegisteredFor() {
            provider.declare(client, credentials -> with(credentials, "RS256"));
            isRefused(send(TestClient.KEY.sign("JWT", client.assertionClaims())));

            provider.declare(client, credentials -> with(credentials, "ES256"));
            assertThat(send(TestClient.KEY.sign("JWT", client.assertionClaims()))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void isTheClientThatTheRequestNames() {
            String assertion = TestClient.KEY.sign("JWT", client.assertionClaims());

            assertThat(send(TestClient.withAssertion(GRANT, assertion)
                                    .with("client_id", sharing.id().value()))
                            .error())
                    .isEqualTo("invalid_client");
        }

        @Test
        void needsTheMethodThatTheClientIsRegisteredFor() {
            TestClient basic = provider.register();

            isRefused(send(TestClient.KEY.sign("JWT", basic.assertionClaims())));
            isRefused(send(basic.signedBySecret(MacAlgorithm.HS256, basic.assertionClaims())));
            isRefused(send(client.signedBySecret(MacAlgorithm.HS256, client.assertionClaims())));
            isRefused(send(TestClient.KEY.sign("JWT", sharing.assertionClaims())));
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "a.b", "..", "a.b.c", "e30.e30.", "e30.e30.e30.e30", "bnVsbA.bnVsbA.x"})
        void isNotToldByWhatIsNoJwt(String assertion) {
            TestTokens answer = send(assertion);

            assertThat(answer.error()).isIn("invalid_client", "invalid_request");
        }

        @Test
        void isToldByTheTypeOfTheAssertion() {
            Parameters form = GRANT.with("client_assertion", TestClient.KEY.sign("JWT", client.assertionClaims()));

            assertThat(send(form).error()).isEqualTo("invalid_request");
            assertThat(send(form.with(
                                    "client_assertion_type",
                                    "urn:ietf:params:oauth:client-assertion-type:saml2-bearer"))
                            .error())
                    .isEqualTo("invalid_request");
        }

        @Test
        void isToldByOneMethodAlone() {
            Parameters form = TestClient.withAssertion(
                    GRANT.with("client_secret", "secret")
                            .with("client_id", client.id().value()),
                    TestClient.KEY.sign("JWT", client.assertionClaims()));

            assertThat(send(form).error()).isEqualTo("invalid_request");
        }
    }

    @Nested
    @DisplayName("client_secret_jwt")
    class BySecret {

        @Test
        void isSignedWithTheSecret() {
            assertThat(send(sharing.signedBySecret(MacAlgorithm.HS256, sharing.assertionClaims()))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void isNotSignedWithAnotherSecret() {
            isRefused(send(client.signedBySecret(MacAlgorithm.HS256, sharing.assertionClaims())));
        }

        @Test
        void needsASecretAsLongAsTheHash() {
            isRefused(send(sharing.signedBySecret(MacAlgorithm.HS512, sharing.assertionClaims())));
        }

        @Test
        void needsTheAlgorithmThatTheClientIsRegisteredFor() {
            provider.declare(sharing, credentials -> with(credentials, "HS384"));

            isRefused(send(sharing.signedBySecret(MacAlgorithm.HS256, sharing.assertionClaims())));
        }

        @Test
        void keepsTheSecretWhereNobodyReadsIt() {
            assertThat(provider.storage()
                            .clients()
                            .find(sharing.id())
                            .orElseThrow()
                            .credentials()
                            .keptSecrets())
                    .hasSize(1)
                    .noneMatch(kept -> kept.contains(sharing.secret().reveal()));
        }

        @Test
        void doesNotOpenASecretThatWasChanged() {
            provider.declare(
                    sharing,
                    credentials -> credentials.withSecrets(credentials.secretDigests(), List.of("AAAA".repeat(20))));

            isRefused(send(sharing.signedBySecret(MacAlgorithm.HS256, sharing.assertionClaims())));
        }
    }

    @Nested
    @DisplayName("OIDC Registration §2: jwks_uri")
    class PublishedKeys {

        @AutoClose
        private final TestSite site = TestSite.open();

        private final AtomicReference<JsonObject> published = new AtomicReference<>(jwks(TestClient.KEY));

        private void publish() {
            site.at("/jwks", visit -> HttpResponse.json(200, published.get()));
            ClientKeys there = new ClientKeys.Published(site.uri("/jwks"));
            provider.declare(client, credentials -> with(credentials, there));
        }

        private TestTokens signedBy(SigningKey key) {
            return send(key.sign("JWT", client.assertionClaims()));
        }

        @Test
        void areFetchedAndKept() {
            publish();

            assertThat(signedBy(TestClient.KEY).status()).isEqualTo(200);
            assertThat(signedBy(TestClient.KEY).status()).isEqualTo(200);
            assertThat(site.visits()).hasSize(1);
        }

        @Test
        void areFetchedAgainForAKeyThatIsNew() {
            publish();
            signedBy(TestClient.KEY);
            published.set(jwks(TestClient.KEY, OTHER));
            provider.clock().advance(Duration.ofMinutes(1));

            assertThat(signedBy(OTHER).status()).isEqualTo(200);
        }

        @Test
        void areNotFetchedAgainForEveryKeyThatSomebodyNames() {
            publish();
            signedBy(TestClient.KEY);

            for (int i = 0; i < 5; i++) {
                isRefused(signedBy(OTHER));
            }
            assertThat(site.visits()).hasSize(1);
        }

        @Test
        void thatCannotBeHadAreNoReasonToBelieve() {
            publish();
            site.at("/jwks", HttpResponse.of(500));

            isRefused(signedBy(TestClient.KEY));
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "{", "{\"keys\":1}", "{\"keys\":[]}", "{\"keys\":[{}]}"})
        void thatAreMalformedAreNoReasonToBelieve(String body) {
            publish();
            site.at("/jwks", HttpResponse.of(200, "application/json", body));

            isRefused(signedBy(TestClient.KEY));
        }
    }

    @Test
    @DisplayName("Without keys nothing can be signed")
    void refusesAClientWithoutKeys() {
        provider.declare(client, credentials -> with(credentials, new ClientKeys.None()));

        isRefused(send(TestClient.KEY.sign("JWT", client.assertionClaims())));
    }
}
