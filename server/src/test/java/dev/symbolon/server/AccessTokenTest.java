package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.api.AccessTokenFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Access tokens (RFC 9068)")
class AccessTokenTest {

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    @Nested
    @DisplayName("RFC 9068 §2.1: the signature")
    class TheSignature {

        @ParameterizedTest
        @EnumSource(SigningAlgorithm.class)
        void isMadeByTheAlgorithmOfTheApiOnBothChannels(SigningAlgorithm algorithm) {
            signReportsBy(algorithm);

            TestCallback callback = browser.authorize(client.request("code id_token token"));

            assertThat(algorithmOf(callback.accessToken())).isEqualTo(algorithm);
            assertThat(algorithmOf(provider.redeem(client, callback).accessToken()))
                    .isEqualTo(algorithm);
        }

        @ParameterizedTest
        @EnumSource(
                value = SigningAlgorithm.class,
                names = {"RS256", "ES256"})
        void isMadeByTheAlgorithmOfTheApiForTheClientItself(SigningAlgorithm algorithm) {
            signReportsBy(algorithm);

            TestTokens tokens = provider.token(client, Parameters.none().with("grant_type", "client_credentials"));

            assertThat(algorithmOf(tokens.accessToken())).isEqualTo(algorithm);
        }

        @ParameterizedTest
        @EnumSource(
                value = SigningAlgorithm.class,
                names = {"RS256", "ES256"})
        void isMadeByEs256IfThereIsNoApi(SigningAlgorithm ofIdTokens) {
            TestClient other = provider.register(one -> one.withIdTokensIn(ofIdTokens));

            TestCallback callback = browser.authorize(other.request("code token")
                    .without("audience")
                    .without("scope")
                    .with("scope", "openid"));

            assertThat(algorithmOf(callback.accessToken())).isEqualTo(SigningAlgorithm.ES256);
            assertThat(algorithmOf(provider.redeem(other, callback).accessToken()))
                    .isEqualTo(SigningAlgorithm.ES256);
        }

        @Test
        void changesWithTheApi() {
            signReportsBy(SigningAlgorithm.RS256);
            browser.authorize(client.request("code token"));
            signReportsBy(SigningAlgorithm.ES256);

            assertThat(algorithmOf(
                            browser.authorize(client.request("code token")).accessToken()))
                    .isEqualTo(SigningAlgorithm.ES256);
        }

        private void signReportsBy(SigningAlgorithm algorithm) {
            provider.declare(TestProvider.api(TestProvider.REPORTS, "read:reports", "create:reports")
                    .withAccessTokenAlgorithm(algorithm));
        }

        private SigningAlgorithm algorithmOf(String token) {
            return provider.verified(token).algorithm();
        }
    }

    @Nested
    @DisplayName("opaque, by the choice of the API")
    class Opaque {

        private final TestClient api = provider.register(one -> one.withGrantTypes());

        @BeforeEach
        void letTheApiChoose() {
            provider.declare(TestProvider.api(TestProvider.REPORTS, "read:reports", "create:reports")
                    .withAccessTokenFormat(AccessTokenFormat.OPAQUE)
                    .withIntrospectionClients(api.id()));
        }

        private JsonObject introspected(String token) {
            return JsonObject.parse(
                    provider.post("/oauth/introspect", Parameters.none().with("token", token), api.authorization())
                            .body());
        }

        @Test
        void tellsNothingToWhoeverReadsIt() {
            String token = browser.authorize(client.request("code token")).accessToken();

            assertThat(token).matches("[A-Za-z0-9_-]+");
            assertThat(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.ISO_8859_1))
                    .doesNotContain("sub-ada", client.id().value(), "read:reports");
        }

        @Test
        void saysThroughIntrospectionWhatAJwtSays() {
            TestCallback callback = browser.authorize(client.request("code token"));

            for (String token : List.of(
                    callback.accessToken(), provider.redeem(client, callback).accessToken())) {
                assertThat(introspected(token).bool("active")).contains(true);
                assertThat(introspected(token).string("sub")).contains("sub-ada");
                assertThat(introspected(token).string("aud")).contains(TestProvider.REPORTS);
                assertThat(introspected(token).string("scope")).contains("openid read:reports create:reports");
            }
        }

        @Test
        void opensUserinfo() {
            String token = browser.authorize(client.request("code token")).accessToken();

            assertThat(provider.userinfo(token).status()).isEqualTo(200);
        }

        @Test
        void expires() {
            String token = browser.authorize(client.request("code token")).accessToken();
            provider.clock().advance(Duration.ofMinutes(10));

            assertThat(introspected(token).bool("active")).contains(false);
            assertThat(provider.userinfo(token).status()).isEqualTo(401);
        }

        @Test
        void isRevokedWithItsAuthorization() {
            TestCallback callback = browser.authorize(client.request("code token"));
            TestTokens tokens = provider.redeem(client, callback);
            provider.post(
                    "/oauth/revoke", Parameters.none().with("token", tokens.accessToken()), client.authorization());

            assertThat(introspected(tokens.accessToken()).bool("active")).contains(false);
            assertThat(introspected(callback.accessToken()).bool("active")).contains(false);
        }

        @Test
        void isNothingElseThatTheProviderSealed() {
            TestCallback callback = browser.authorize(client.offlineRequest("code token"));
            TestTokens tokens = provider.redeem(client, callback);

            assertThat(provider.userinfo(callback.code()).status()).isEqualTo(401);
            assertThat(provider.userinfo(tokens.refreshToken()).status()).isEqualTo(401);
            assertThat(provider.token(client, client.refreshGrant(tokens.accessToken()))
                            .error())
                    .isEqualTo("invalid_grant");
        }
    }
}
