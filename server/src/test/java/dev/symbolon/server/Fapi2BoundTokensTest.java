package dev.symbolon.server;

import static dev.symbolon.server.Fapi2Client.PROFILE;
import static dev.symbolon.server.ProfiledClient.error;
import static dev.symbolon.server.ProfiledClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.client.Profile;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("FAPI 2.0 Security Profile: codes and refresh tokens")
class Fapi2BoundTokensTest {

    @AutoClose
    private final Fapi2Client fapi = new Fapi2Client();

    private final TestProvider provider = fapi.provider;
    private final ProfiledClient client = fapi.client;
    private final TestBrowser browser = fapi.browser;

    @Nested
    @DisplayName("§5.3.2.1-9: refresh tokens")
    class RefreshTokens {

        private final TestTokens first = client.token(
                client.codeGrant(fapi.authorize(with(client.request(), "scope", "openid offline_access read:reports"))
                        .code()));

        private Parameters refresh() {
            return Parameters.none().with("grant_type", "refresh_token").with("refresh_token", first.refreshToken());
        }

        @Test
        @DisplayName("refresh-token: not rotated")
        void stayTheSame() {
            for (int i = 0; i < 3; i++) {
                provider.clock().advance(Duration.ofMinutes(5));
                TestTokens next = client.token(refresh());

                assertThat(next.refreshToken()).isEqualTo(first.refreshToken());
                assertThat(client.userinfo(next.accessToken()).status()).isEqualTo(200);
            }
        }

        @Test
        void liveOnWithEveryUseAndNotWithoutOne() {
            provider.clock().advance(Duration.ofDays(20));
            assertThat(client.token(refresh()).status()).isEqualTo(200);
            provider.clock().advance(Duration.ofDays(20));
            assertThat(client.token(refresh()).status()).isEqualTo(200);
            provider.clock().advance(Duration.ofDays(31));

            assertThat(client.token(refresh()).error()).isEqualTo("invalid_grant");
        }

        @Test
        @DisplayName("refresh-token: without a proof, and by the other client")
        void areOfNoUseWithoutAProofOrToAnotherClient() {
            ProfiledClient other = ProfiledClient.declare(provider, PROFILE);

            assertThat(client.token(refresh(), new String[0]).error()).isEqualTo("invalid_request");
            assertThat(other.token(refresh()).error()).isEqualTo("invalid_grant");
        }

        @Test
        void areStillEndedByRevocation() {
            client.post("/oauth/revoke", client.authenticated(Parameters.none().with("token", first.refreshToken())));

            assertThat(client.token(refresh()).error()).isEqualTo("invalid_grant");
        }

        /** A token that was replaced before its client took up the profile. */
        private String replaced(TestClient rotating) {
            String old = provider.token(
                            rotating,
                            rotating.codeGrant(browser.authorize(rotating.offlineRequest("code"))
                                    .code()))
                    .refreshToken();
            provider.token(rotating, rotating.refreshGrant(old));
            provider.declare(rotating.withFlows(
                    rotating.flows().with(rotating.flows().requests().with(Profile.FAPI2_SECURITY))));
            return old;
        }

        @Test
        void thatWereReplacedBeforeTheProfileAreStillCopies() {
            TestClient rotating = provider.register();
            String old = replaced(rotating);
            provider.clock().advance(Duration.ofMinutes(1));

            assertThat(provider.token(rotating, rotating.refreshGrant(old)).error())
                    .isEqualTo("invalid_grant");
        }

        @Test
        void thatWereReplacedJustBeforeTheProfileYieldWhatReplacedThem() {
            TestClient rotating = provider.register();
            String successor = provider.token(rotating, rotating.refreshGrant(replaced(rotating)))
                    .refreshToken();
            provider.clock().advance(Duration.ofMinutes(1));

            assertThat(provider.token(rotating, rotating.refreshGrant(successor))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Nested
    @DisplayName("RFC 9449 §10: codes bound to a key")
    class BoundCodes {

        @Test
        @DisplayName("ensure-dpop-auth-code-binding-success: dpop_jkt")
        void areBoundByParameter() {
            Parameters request = client.request()
                    .with("dpop_jkt", client.proofs().thumbprint().value());

            assertThat(client.token(client.codeGrant(fapi.authorize(request).code()))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        @DisplayName("ensure-dpop-proof-at-par-endpoint-binding-success")
        void areBoundByAProofWithThePushedRequest() {
            String code = fapi.authorize(client, client.request(), client.proofFor("/oauth/par"))
                    .code();

            assertThat(client.token(client.codeGrant(code)).status()).isEqualTo(200);
        }

        @Test
        @DisplayName("ensure-token-endpoint-fails-with-mismatched-dpop-proof-jkt")
        void areOfNoUseWithAnotherKeyThanTheProofShowed() {
            String code = fapi.authorize(client, client.request(), client.proofFor("/oauth/par"))
                    .code();
            TestProofs other = new TestProofs(provider);

            assertThat(client.token(client.codeGrant(code), other.forToken()).error())
                    .isEqualTo("invalid_grant");
        }

        @Test
        @DisplayName("ensure-token-endpoint-fails-with-mismatched-dpop-jkt")
        void areOfNoUseWithAnotherKeyThanTheParameterNames() {
            TestProofs other = new TestProofs(provider);
            Parameters request =
                    client.request().with("dpop_jkt", other.thumbprint().value());

            assertThat(client.token(client.codeGrant(fapi.authorize(request).code()))
                            .error())
                    .isEqualTo("invalid_grant");
        }

        @Test
        @DisplayName("ensure-mismatched-dpop-jkt-fails")
        void areNotBoundToTwoKeys() {
            Parameters request = client.request()
                    .with("dpop_jkt", new TestProofs(provider).thumbprint().value());

            assertThat(error(client.push(request, client.proofFor("/oauth/par"))))
                    .isEqualTo("invalid_dpop_proof");
        }

        @Test
        void areNotBoundByAProofForAnotherEndpoint() {
            assertThat(error(client.push(client.request(), client.proofFor("/oauth/token"))))
                    .isEqualTo("invalid_dpop_proof");
        }

        @Test
        void areNotBoundByAProofThatWasUsed() {
            String proof = client.proofFor("/oauth/par");
            client.push(client.request(), proof);

            assertThat(error(client.push(client.request(), proof))).isEqualTo("invalid_dpop_proof");
        }
    }
}
