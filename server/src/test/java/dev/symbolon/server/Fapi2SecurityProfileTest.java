package dev.symbolon.server;

import static dev.symbolon.server.ProfiledClient.error;
import static dev.symbolon.server.ProfiledClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.CodeVerifier;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.Profile;
import dev.symbolon.server.http.HttpResponse;
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

/** The modules of the conformance suite's plan for FAPI 2.0, with private_key_jwt and DPoP, over HTTP and with two clients. */
@DisplayName("FAPI 2.0 Security Profile: fapi2-security-profile-final-…")
class Fapi2SecurityProfileTest {

    private static final String PROFILE = "fapi2-security-profile";

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada").overHttp();

    private final ProfiledClient client = ProfiledClient.declare(provider, PROFILE);
    private final TestBrowser browser = provider.browser();

    private TestCallback authorize(ProfiledClient of, Parameters request, String... dpop) {
        return browser.authorize(of.pushed(request, dpop));
    }

    private TestCallback authorize(Parameters request) {
        return authorize(client, request);
    }

    private String code() {
        return authorize(client.request()).code();
    }

    private Parameters offline() {
        return with(client.request(), "scope", "openid offline_access read:reports");
    }

    @Nested
    @DisplayName("what works")
    class Works {

        @Test
        @DisplayName("happy-flow, for client 1 and client 2")
        void leadsFromThePushedRequestToUserinfo() {
            for (ProfiledClient one : List.of(client, ProfiledClient.declare(provider, PROFILE))) {
                TestCallback callback = authorize(one, one.request());
                TestTokens tokens = one.token(one.codeGrant(callback.code()));

                assertThat(callback.all().one("iss")).contains(TestProvider.ISSUER.value());
                assertThat(callback.all().one("state")).contains(TestClient.STATE.value());
                assertThat(tokens.json().string("token_type")).contains("DPoP");
                assertThat(provider.verified(tokens.idToken()).algorithm()).isEqualTo(SigningAlgorithm.ES256);
                assertThat(one.userinfo(tokens.accessToken()).status()).isEqualTo(200);
            }
        }

        @Test
        @DisplayName("access tokens of client 2 do not work with the key of client 1")
        void bindsAccessTokensToTheKeyOfTheirClient() {
            String token = client.token(client.codeGrant(code())).accessToken();
            ProfiledClient other = ProfiledClient.declare(provider, PROFILE);

            assertThat(other.userinfo(token).status()).isEqualTo(401);
            assertThat(provider.userinfo(token).status()).isEqualTo(401);
        }

        @Test
        @DisplayName("user-rejects-authentication")
        void saysThatThePersonDeclines() {
            TestBrowser.Stop login = browser.ask(client.pushed(client.request()));
            TestBrowser.Stop consent = browser.logIn(browser.page(login));

            assertThat(browser.callback(browser.consent(browser.page(consent), "deny"))
                            .error())
                    .isEqualTo("access_denied");
        }

        @Test
        @DisplayName(
                "ensure-authorization-request-without-state-success, …-without-nonce-success, …-with-64-char-nonce-success")
        void takesRequestsWithoutStateAndNonceAndWithLongOnes() {
            assertThat(authorize(client.request().without("state")).all().names())
                    .contains("code")
                    .doesNotContain("state");
            assertThat(authorize(client.request().without("nonce")).code()).isNotEmpty();
            assertThat(authorize(with(client.request(), "nonce", "n".repeat(64)))
                            .code())
                    .isNotEmpty();
            assertThat(authorize(with(client.request(), "state", "s".repeat(1_000)))
                            .all()
                            .one("state"))
                    .contains("s".repeat(1_000));
        }

        @Test
        @DisplayName("ensure-other-scope-order-succeeds, test-claims-parameter-identity-claims")
        void takesScopesInAnyOrderAndClaims() {
            Parameters request = with(client.request(), "scope", "read:reports openid")
                    .with("claims", "{\"userinfo\":{\"email\":{\"essential\":true}}}");
            TestTokens tokens = client.token(client.codeGrant(authorize(request).code()));

            assertThat(JsonObject.parse(client.userinfo(tokens.accessToken()).body())
                            .string("email"))
                    .contains("ada@example.com");
        }

        @Test
        @DisplayName("access-token-type-header-case-sensitivity")
        void takesTheSchemeInAnyCase() {
            String token = client.token(client.codeGrant(code())).accessToken();

            assertThat(client.proofs()
                            .userinfo("dpop " + token, client.proofs().forUserinfo(token))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        @DisplayName(
                "par-without-duplicate-parameters, par-ensure-server-accepts-reused-request-uri-before-authentication-completion")
        void takesTheReferenceAloneAndAgainUntilSomebodyHasSignedIn() {
            Parameters reference = client.pushed(client.request());
            browser.ask(reference);

            assertThat(browser.authorize(reference).code()).isNotEmpty();
        }

        @Test
        @DisplayName("§5.3.2.2-11: browsers are sent on by 303")
        void sendsBrowsersOnBy303() {
            TestBrowser.Stop stop = browser.ask(client.pushed(client.request()));
            assertThat(browser.logIn(browser.page(stop))).isInstanceOf(TestBrowser.Stop.Shown.class);

            HttpResponse answer =
                    provider.get("/authorize?" + client.pushed(client.request()).encoded(), Map.of());

            assertThat(answer.status()).isEqualTo(303);
        }

        @Test
        @DisplayName(
                "ensure-dpop-proof-with-iat-10-seconds-before-succeeds, …-after-succeeds, check-dpop-proof-nbf-exp")
        void takesProofsByClocksThatAreSomewhatWrong() {
            for (long offset : List.of(-10L, 10L)) {
                String proof = client.proofs()
                        .forToken(claims -> claims.with("iat", client.now() + offset)
                                .with("nbf", client.now())
                                .with("exp", client.now() + 300));

                assertThat(client.token(client.codeGrant(code()), proof).status())
                        .isEqualTo(200);
            }
        }

        @Test
        @DisplayName("par-ensure-jwt-client-assertion-with-iat-nbf-8-seconds-in-the-future-is-accepted")
        void takesAssertionsByClocksThatAreSomewhatAhead() {
            JsonObject ahead = client.assertion().with("iat", client.now() + 8).with("nbf", client.now() + 8);

            assertThat(client.post("/oauth/par", ProfiledClient.authenticated(client.request(), client.signed(ahead)))
                            .status())
                    .isEqualTo(201);
        }
    }

    @Nested
    @DisplayName("§5.3.2.1-9: refresh tokens")
    class RefreshTokens {

        private final TestTokens first =
                client.token(client.codeGrant(authorize(offline()).code()));

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

            assertThat(client.token(client.codeGrant(authorize(request).code())).status())
                    .isEqualTo(200);
        }

        @Test
        @DisplayName("ensure-dpop-proof-at-par-endpoint-binding-success")
        void areBoundByAProofWithThePushedRequest() {
            String code = authorize(client, client.request(), client.proofFor("/oauth/par"))
                    .code();

            assertThat(client.token(client.codeGrant(code)).status()).isEqualTo(200);
        }

        @Test
        @DisplayName("ensure-token-endpoint-fails-with-mismatched-dpop-proof-jkt")
        void areOfNoUseWithAnotherKeyThanTheProofShowed() {
            String code = authorize(client, client.request(), client.proofFor("/oauth/par"))
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

            assertThat(client.token(client.codeGrant(authorize(request).code())).error())
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
            assertThat(client.token(client.codeGrant(code()), new String[0]).error())
                    .isEqualTo("invalid_request");
        }

        @Test
        @DisplayName("par-ensure-pkce-code-verifier-required, par-incorrect-pkce-code-verifier-rejected")
        void withoutTheRightVerifier() {
            assertThat(client.token(client.codeGrant(code()).without("code_verifier"))
                            .error())
                    .isEqualTo("invalid_grant");
            assertThat(client.token(ProfiledClient.codeGrant(code(), new CodeVerifier("other".repeat(10))))
                            .error())
                    .isEqualTo("invalid_grant");
        }

        @Test
        @DisplayName("ensure-authorization-code-is-bound-to-client")
        void withTheCodeOfAnotherClient() {
            ProfiledClient other = ProfiledClient.declare(provider, PROFILE);

            assertThat(other.token(other.codeGrant(code())).error()).isEqualTo("invalid_grant");
        }

        @Test
        @DisplayName("attempt-reuse-authorization-code-after-one-second")
        void withACodeThatWasUsed() {
            String code = code();
            String token = client.token(client.codeGrant(code)).accessToken();
            provider.clock().advance(Duration.ofSeconds(1));

            assertThat(client.token(client.codeGrant(code)).error()).isEqualTo("invalid_grant");
            assertThat(client.userinfo(token).status()).isEqualTo(401);
        }

        @Test
        @DisplayName("attempt-to-use-expired-auth-code")
        void withACodeOfAMinuteAgo() {
            String code = code();
            provider.clock().advance(Duration.ofSeconds(60));

            assertThat(client.token(client.codeGrant(code)).error()).isEqualTo("invalid_grant");
        }

        @Test
        @DisplayName("ensure-client-id-in-token-endpoint")
        void inTheNameOfAnotherClient() {
            ProfiledClient other = ProfiledClient.declare(provider, PROFILE);
            Parameters form =
                    client.codeGrant(code()).with("client_id", other.id().value());

            assertThat(client.token(form).error()).isEqualTo("invalid_client");
        }

        @Test
        @DisplayName("dpop-negative-tests: RS256")
        void withAProofByAnotherAlgorithm() {
            TestProofs rsa = new TestProofs(provider, SigningAlgorithm.RS256);

            assertThat(client.token(client.codeGrant(code()), rsa.forToken()).error())
                    .isEqualTo("invalid_dpop_proof");
        }

        @Test
        @DisplayName("§5.3.2.1-13: a proof of the far future, even with a nonce")
        void withAProofOfTheFuture() {
            String nonce = nonce();
            String proof = client.proofs()
                    .forToken(claims -> claims.with("iat", client.now() + 70).with("nonce", nonce));

            assertThat(client.token(client.codeGrant(code()), proof).error()).isEqualTo("invalid_dpop_proof");
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
                    client.codeGrant(code()).with("client_id", client.id().value());

            assertThat(error(client.post("/oauth/token", form, client.proofFor("/oauth/token"))))
                    .isEqualTo("invalid_client");
        }
    }

    @Test
    @DisplayName("discovery-end-point-verification")
    void isOfferedByDiscovery() {
        JsonObject metadata = JsonObject.parse(
                provider.get("/.well-known/openid-configuration", Map.of()).body());

        assertThat(metadata.strings("token_endpoint_auth_methods_supported")).contains("private_key_jwt");
        assertThat(metadata.strings("token_endpoint_auth_signing_alg_values_supported"))
                .contains("PS256", "ES256");
        assertThat(metadata.strings("id_token_signing_alg_values_supported")).contains("PS256", "ES256");
        assertThat(metadata.strings("dpop_signing_alg_values_supported")).contains("PS256", "ES256");
        assertThat(metadata.strings("code_challenge_methods_supported")).containsExactly("S256");
        assertThat(metadata.bool("authorization_response_iss_parameter_supported"))
                .contains(true);
        assertThat(metadata.string("pushed_authorization_request_endpoint")).isPresent();
    }
}
