package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import org.junit.jupiter.api.AutoClose;
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
        @EnumSource(
                value = SigningAlgorithm.class,
                names = {"RS256", "ES256"})
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
}
