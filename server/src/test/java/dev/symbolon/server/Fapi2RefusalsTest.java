package dev.symbolon.server;

import static dev.symbolon.server.Fapi2Client.PROFILE;
import static dev.symbolon.server.ProfiledClient.error;
import static dev.symbolon.server.ProfiledClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.CodeVerifier;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modules of the conformance suite's plan for FAPI 2.0 in which something is wrong. */
@DisplayName("FAPI 2.0 Security Profile: what is refused")
class Fapi2RefusalsTest {

    @AutoClose
    private final Fapi2Client fapi = new Fapi2Client();

    private final TestProvider provider = fapi.provider;
    private final ProfiledClient client = fapi.client;
    private final TestBrowser browser = fapi.browser;

    @Nested
    @DisplayName("authorization requests that are refused")
    class Requests {

        @Test
        @DisplayName("ensure-unsigned-authorization-request-without-using-par-fails")
        void thatWereNotPushed() {
            assertThat(browser.authorize(client.request()).error()).isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"code id_token", "token", "code token", "id_token"})
        @DisplayName("ensure-response-type-code-idtoken-fails, ensure-response-type-token-fails")
        void ofAnotherResponseType(String type) {
            assertThat(error(client.push(with(client.request(), "response_type", type))))
                    .isEqualTo("unsupported_response_type");
        }

        @Test
        @DisplayName("par-ensure-pkce-required, par-ensure-plain-pkce-rejected")
        void thatDoNotBindTheCode() {
            Parameters bare = client.request().without("code_challenge").without("code_challenge_method");

            assertThat(error(client.push(bare))).isEqualTo("invalid_request");
            assertThat(error(client.push(with(client.request(), "code_challenge_method", "plain"))))
                    .isEqualTo("invalid_request");
        }

        @Test
        @DisplayName("ensure-registered-redirect-uri, ensure-redirect-uri-in-authorization-request")
        void thatLeadElsewhereOrNowhere() {
            assertThat(error(client.push(with(client.request(), "redirect_uri", "https://evil.example/"))))
                    .isEqualTo("invalid_request");
            assertThat(error(client.push(client.request().without("redirect_uri"))))
                    .isEqualTo("invalid_request");
        }

        @Test
        @DisplayName("par-reject-request-uri-in-par-authorization-form-params, par-reject-invalid-http-verb")
        void thatPushAReferenceOrAreNotPosted() {
            assertThat(error(client.push(client.request().with("request_uri", "urn:x"))))
                    .isEqualTo("invalid_request");
            assertThat(provider.get("/oauth/par", Map.of()).status()).isEqualTo(405);
        }

        @Test
        @DisplayName("par-attempt-to-use-expired-request-uri, par-ensure-request-uri-is-bound-to-client")
        void thatAreOldOrAnotherClients() {
            Parameters old = client.pushed(client.request());
            ProfiledClient other = ProfiledClient.declare(provider, PROFILE);
            Parameters stolen = with(
                    client.pushed(client.request()), "client_id", other.id().value());

            assertThat(browser.authorize(stolen.with("redirect_uri", ProfiledClient.REDIRECT_URI))
                            .error())
                    .isEqualTo("invalid_request_uri");
            provider.clock().advance(Duration.ofSeconds(61));
            assertThat(browser.authorize(old.with("redirect_uri", ProfiledClient.REDIRECT_URI))
                            .error())
                    .isEqualTo("invalid_request_uri");
        }

        @Test
        @DisplayName("§5.3.2.2-12: request_uri is good for less than 600 seconds")
        void areToldHowLongTheyAreGood() {
            assertThat(JsonObject.parse(client.push(client.request()).body()).number("expires_in"))
                    .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(5L, 599L));
        }

        @Test
        @DisplayName("par-ensure-signed-request-object: by RS256")
        void thatAreSignedByAnotherAlgorithm() {
            String object = client.signedByRs256("JWT", client.claims(client.request()));
            Parameters request =
                    Parameters.none().with("client_id", client.id().value()).with("request", object);

            assertThat(error(client.push(request))).isEqualTo("invalid_request_object");
        }
    }

    @Nested
    @DisplayName("token requests that are refused")
    class TokenRequests {

        @Test
        @DisplayName("ensure-holder-of-key-required")
        void withoutAProof() {
            assertThat(client.token(client.codeGrant(fapi.code()), new String[0])
                            .error())
                    .isEqualTo("invalid_request");
        }

        @Test
        @DisplayName("par-ensure-pkce-code-verifier-required, par-incorrect-pkce-code-verifier-rejected")
        void withoutTheRightVerifier() {
            assertThat(client.token(client.codeGrant(fapi.code()).without("code_verifier"))
                            .error())
                    .isEqualTo("invalid_grant");
            assertThat(client.token(ProfiledClient.codeGrant(fapi.code(), new CodeVerifier("other".repeat(10))))
                            .error())
                    .isEqualTo("invalid_grant");
        }

        @Test
        @DisplayName("ensure-authorization-code-is-bound-to-client")
        void withTheCodeOfAnotherClient() {
            ProfiledClient other = ProfiledClient.declare(provider, PROFILE);

            assertThat(other.token(other.codeGrant(fapi.code())).error()).isEqualTo("invalid_grant");
        }

        @Test
        @DisplayName("attempt-reuse-authorization-code-after-one-second")
        void withACodeThatWasUsed() {
            String code = fapi.code();
            String token = client.token(client.codeGrant(code)).accessToken();
            provider.clock().advance(Duration.ofSeconds(1));

            assertThat(client.token(client.codeGrant(code)).error()).isEqualTo("invalid_grant");
            assertThat(client.userinfo(token).status()).isEqualTo(401);
        }

        @Test
        @DisplayName("attempt-to-use-expired-auth-code")
        void withACodeOfAMinuteAgo() {
            String code = fapi.code();
            provider.clock().advance(Duration.ofSeconds(60));

            assertThat(client.token(client.codeGrant(code)).error()).isEqualTo("invalid_grant");
        }

        @Test
        @DisplayName("ensure-client-id-in-token-endpoint")
        void inTheNameOfAnotherClient() {
            ProfiledClient other = ProfiledClient.declare(provider, PROFILE);
            Parameters form =
                    client.codeGrant(fapi.code()).with("client_id", other.id().value());

            assertThat(client.token(form).error()).isEqualTo("invalid_client");
        }

        @Test
        @DisplayName("dpop-negative-tests: RS256")
        void withAProofByAnotherAlgorithm() {
            TestProofs rsa = new TestProofs(provider, SigningAlgorithm.RS256);

            assertThat(client.token(client.codeGrant(fapi.code()), rsa.forToken())
                            .error())
                    .isEqualTo("invalid_dpop_proof");
        }

        @Test
        @DisplayName("§5.3.2.1-13: a proof of the far future, even with a nonce")
        void withAProofOfTheFuture() {
            String nonce = nonce();
            String proof = client.proofs()
                    .forToken(claims -> claims.with("iat", client.now() + 70).with("nonce", nonce));

            assertThat(client.token(client.codeGrant(fapi.code()), proof).error())
                    .isEqualTo("invalid_dpop_proof");
        }

        private String nonce() {
            String proof = client.proofs().forToken(claims -> claims.with("nonce", "old"));
            return client.token(client.codeGrant("x"), proof)
                    .response()
                    .headers()
                    .first("DPoP-Nonce")
                    .orElseThrow();
        }
    }

    @Nested
    @DisplayName("client assertions that are refused")
    class Assertions {

        private String refusal(UnaryOperator<JsonObject> bend) {
            return refusal(client.signed(bend.apply(client.assertion())));
        }

        private String refusal(String assertion) {
            return error(client.post("/oauth/par", ProfiledClient.authenticated(client.request(), assertion)));
        }

        @Test
        @DisplayName("par-endpoint-as-audience-fails, par-token-endpoint-as-audience-fails, …-as-array-audience-fails")
        void areForAnythingButTheIssuerAsAText() {
            assertThat(refusal(claims -> claims.with("aud", TestProvider.ISSUER.resolve("/oauth/par"))))
                    .isEqualTo("invalid_client");
            assertThat(refusal(claims -> claims.with("aud", TestProvider.ISSUER.resolve("/oauth/token"))))
                    .isEqualTo("invalid_client");
            assertThat(refusal(claims -> claims.with("aud", List.of(TestProvider.ISSUER.value()))))
                    .isEqualTo("invalid_client");
        }

        @Test
        @DisplayName("ensure-client-assertion-with-wrong-aud-fails, …-with-no-sub-fails")
        void areForOthersOrOfNobody() {
            assertThat(refusal(claims -> claims.with("aud", "https://other.example")))
                    .isEqualTo("invalid_client");
            assertThat(refusal(claims -> claims.without("sub"))).isIn("invalid_client", "invalid_request");
        }

        @Test
        @DisplayName(
                "ensure-client-assertion-with-exp-is-5-minutes-in-past-fails, …-with-iat-nbf-over-60-seconds-in-the-future-fails")
        void areOfAnotherTime() {
            assertThat(refusal(claims -> claims.with("exp", client.now() - 300)))
                    .isEqualTo("invalid_client");
            assertThat(refusal(claims -> claims.with("iat", client.now() + 70))).isEqualTo("invalid_client");
            assertThat(refusal(claims -> claims.with("nbf", client.now() + 70))).isEqualTo("invalid_client");
        }

        @Test
        @DisplayName("ensure-signed-client-assertion-with-RS256-fails")
        void areSignedByRs256() {
            assertThat(refusal(client.signedByRs256("JWT", client.assertion()))).isEqualTo("invalid_client");
            assertThat(refusal(ProfiledClient.unsigned(client.assertion()))).isEqualTo("invalid_client");
        }

        @Test
        @DisplayName("ensure-client-assertion-in-token-endpoint")
        void areAbsent() {
            Parameters form =
                    client.codeGrant(fapi.code()).with("client_id", client.id().value());

            assertThat(error(client.post("/oauth/token", form, client.proofFor("/oauth/token"))))
                    .isEqualTo("invalid_client");
        }
    }
}
