package dev.symbolon.server;

import static dev.symbolon.server.DpopParties.BOUND;
import static dev.symbolon.server.DpopParties.OWN_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.api.AccessTokenFormat;
import dev.symbolon.server.configuration.Feature;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("DPoP: tokens bound to a key of the client (RFC 9449)")
class DpopTokensTest {

    @AutoClose
    private final DpopParties parties = new DpopParties();

    private final TestProvider provider = parties.provider;
    private final TestClient client = parties.client;
    private final TestProofs key = parties.key;
    private final TestProofs otherKey = parties.otherKey;

    @Nested
    @DisplayName("§5, §6: a token request with a proof")
    class ATokenRequest {

        @Test
        void bindsTheAccessTokenOfACode() {
            TestTokens tokens = parties.bound(client, client.request("code"));

            assertThat(tokens.json().string("token_type")).contains("DPoP");
            assertThat(parties.jkt(tokens.accessToken()))
                    .contains(key.thumbprint().value());
        }

        @Test
        void bindsTheAccessTokenOfTheClientItself() {
            TestTokens tokens = parties.own(key.forToken());

            assertThat(tokens.json().string("token_type")).contains("DPoP");
            assertThat(parties.jkt(tokens.accessToken()))
                    .contains(key.thumbprint().value());
        }

        @Test
        void bindsTheAccessTokenOfARefresh() {
            String refreshToken =
                    parties.bound(client, client.offlineRequest("code")).refreshToken();

            TestTokens tokens = otherKey.token(client, client.refreshGrant(refreshToken), otherKey.forToken());

            assertThat(parties.jkt(tokens.accessToken()))
                    .contains(otherKey.thumbprint().value());
        }

        @Test
        void bindsAnOpaqueAccessTokenAsIntrospectionSays() {
            TestClient reports = provider.register();
            provider.declare(TestProvider.api(TestProvider.REPORTS, "read:reports", "create:reports")
                    .withAccessTokenFormat(AccessTokenFormat.OPAQUE)
                    .withIntrospectionClients(reports.id()));
            String token = parties.own(key.forToken()).accessToken();

            JsonObject answer = JsonObject.parse(
                    provider.post("/oauth/introspect", Parameters.none().with("token", token), reports.authorization())
                            .body());

            assertThat(answer.string("token_type")).contains("DPoP");
            assertThat(answer.object("cnf").orElseThrow().string("jkt"))
                    .contains(key.thumbprint().value());
        }

        @Test
        void isAsEverWithoutAProof() {
            TestTokens tokens = parties.own();

            assertThat(tokens.json().string("token_type")).contains("Bearer");
            assertThat(parties.jkt(tokens.accessToken())).isEmpty();
        }

        @Test
        void mustHaveAProofIfTheClientIsSoRegistered() {
            TestClient strict = provider.register(one -> one.withSenderConstraint(BOUND));

            assertThat(provider.token(strict, OWN_TOKEN).error()).isEqualTo("invalid_request");
            assertThat(key.token(strict, OWN_TOKEN, key.forToken()).status()).isEqualTo(200);
        }

        @ParameterizedTest
        @EnumSource(SigningAlgorithm.class)
        void mayHaveAProofByAnyAlgorithm(SigningAlgorithm algorithm) {
            TestProofs own = new TestProofs(provider, algorithm);

            assertThat(own.token(client, OWN_TOKEN, own.forToken()).status()).isEqualTo(200);
        }
    }

    @Nested
    @DisplayName("§5: the refresh token of a public client")
    class TheRefreshTokenOfAPublicClient {

        private final TestClient phone = provider.register(TestClient::asPublic);
        private final String refreshToken =
                parties.bound(phone, phone.offlineRequest("code")).refreshToken();

        @Test
        void isGoodWithTheKey() {
            TestTokens tokens = key.token(phone, phone.refreshGrant(refreshToken), key.forToken());

            assertThat(parties.jkt(tokens.accessToken()))
                    .contains(key.thumbprint().value());
        }

        @Test
        void isRefusedWithoutAProof() {
            assertThat(provider.token(phone, phone.refreshGrant(refreshToken)).error())
                    .isEqualTo("invalid_grant");
        }

        @Test
        void isRefusedWithAnotherKey() {
            assertThat(otherKey.token(phone, phone.refreshGrant(refreshToken), otherKey.forToken())
                            .error())
                    .isEqualTo("invalid_grant");
        }

        @Test
        void isNotUsedUpByWhoeverHasNoKey() {
            provider.token(phone, phone.refreshGrant(refreshToken));

            assertThat(key.token(phone, phone.refreshGrant(refreshToken), key.forToken())
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void hasASuccessorThatIsBoundToo() {
            String successor = key.token(phone, phone.refreshGrant(refreshToken), key.forToken())
                    .refreshToken();

            assertThat(provider.token(phone, phone.refreshGrant(successor)).error())
                    .isEqualTo("invalid_grant");
        }
    }

    @Nested
    @DisplayName("§5.1: metadata, and the switch")
    class Metadata {

        private JsonObject metadata(TestProvider of) {
            return JsonObject.parse(
                    of.get("/.well-known/openid-configuration", Map.of()).body());
        }

        @Test
        void namesAsymmetricAlgorithmsAlone() {
            assertThat(metadata(provider).strings("dpop_signing_alg_values_supported"))
                    .contains("ES256", "RS256", "PS256")
                    .doesNotContain("none", "HS256");
        }

        @Test
        void saysNothingIfItIsSwitchedOff() {
            try (TestProvider off = TestProvider.without(Feature.DPOP)) {
                assertThat(metadata(off).names()).doesNotContain("dpop_signing_alg_values_supported");
                assertThat(off.get("/userinfo", Map.of()).headers().all("WWW-Authenticate"))
                        .containsExactly("Bearer");
            }
        }

        @Test
        void isTheLastOfItIfItIsSwitchedOff() {
            try (TestProvider off = TestProvider.without(Feature.DPOP)) {
                TestClient there = off.register();
                TestProofs proofs = new TestProofs(off);
                TestCallback callback = off.browser()
                        .authorize(there.request("code")
                                .with("dpop_jkt", proofs.thumbprint().value()));

                TestTokens tokens = proofs.token(there, there.codeGrant(callback.code()), "nonsense");

                assertThat(tokens.json().string("token_type")).contains("Bearer");
            }
        }

        @Test
        void lendsNoUnboundTokenToAClientThatMustHaveBoundOnes() {
            try (TestProvider off = TestProvider.without(Feature.DPOP)) {
                TestClient strict = off.register(one -> one.withSenderConstraint(BOUND));
                TestProofs proofs = new TestProofs(off);

                assertThat(proofs.token(strict, OWN_TOKEN, proofs.forToken()).error())
                        .isEqualTo("unauthorized_client");
            }
        }
    }
}
