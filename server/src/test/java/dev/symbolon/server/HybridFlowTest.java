package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.jose.SigningAlgorithm;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Hybrid flow")
class HybridFlowTest {

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    @Nested
    @DisplayName("OIDC Core §3.3.2.11: ID token of the response")
    class IdTokenOfTheResponse {

        @Test
        void bindsTheCode() {
            TestCallback callback = browser.authorize(client.request("code id_token"));

            assertThat(provider.verified(callback.idToken()).claims().string("c_hash"))
                    .contains(SigningAlgorithm.RS256.leftHalfHash(callback.code()));
        }

        @Test
        void bindsTheAccessToken() {
            TestCallback callback = browser.authorize(client.request("code id_token token"));

            assertThat(provider.verified(callback.idToken()).claims().string("at_hash"))
                    .contains(SigningAlgorithm.RS256.leftHalfHash(callback.accessToken()));
        }
    }

    @Nested
    @DisplayName("OIDC Core §3.3.3: token endpoint")
    class TokenEndpoint {

        @Test
        void yieldsAnAccessTokenOfItsOwn() {
            TestCallback callback = browser.authorize(client.request("code id_token token"));

            TestTokens tokens = provider.redeem(client, callback);

            assertThat(tokens.status()).as(tokens.json().toString()).isEqualTo(200);
            assertThat(tokens.accessToken()).isNotEqualTo(callback.accessToken());
            assertThat(provider.verified(tokens.accessToken()).audience()).containsExactly(TestProvider.REPORTS);
        }
    }
}
