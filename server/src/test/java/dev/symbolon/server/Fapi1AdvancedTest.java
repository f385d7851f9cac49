package dev.symbolon.server;

import static dev.symbolon.server.ProfiledClient.error;
import static dev.symbolon.server.ProfiledClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.TestIdentity.Wish;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.configuration.MtlsSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The modules of the conformance suite's plan for FAPI 1.0 Advanced, over TLS and with two clients. */
@DisplayName("FAPI 1.0 Advanced: fapi1-advanced-final-…")
class Fapi1AdvancedTest {

    private static final String PROFILE = "fapi1-advanced";
    private static final MtlsSettings MTLS =
            new MtlsSettings(true, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    private static final TestIdentity OWN = TestIdentity.selfSigned(Wish.named("CN=own"));
    private static final TestIdentity OTHER = TestIdentity.selfSigned(Wish.named("CN=other"));

    @AutoClose
    private final TestProvider provider = TestProvider.seeingCertificates(MTLS).overTls();

    private final ProfiledClient client = ProfiledClient.certified(provider, PROFILE, OWN);
    private final ProfiledClient other = ProfiledClient.certified(provider, PROFILE, OTHER);
    private final TestBrowser browser = provider.browser();

    /** By value there need be no PKCE. */
    private static Parameters request(ProfiledClient of) {
        return with(of.request(), "response_type", "code id_token")
                .without("code_challenge")
                .without("code_challenge_method");
    }

    private static Parameters carrying(ProfiledClient of, String object) {
        return Parameters.none()
                .with("client_id", of.id().value())
                .with("response_type", "code id_token")
                .with("scope", "openid read:reports")
                .with("request", object);
    }

    private TestCallback authorize(ProfiledClient of, UnaryOperator<JsonObject> bend) {
        return browser.authorize(carrying(of, of.requestObject(request(of), bend)));
    }

    private TestCallback authorize() {
        return authorize(client, claims -> claims);
    }

    private static Parameters codeGrant(ProfiledClient of, String code) {
        return of.codeGrant(code).without("code_verifier");
    }

    private TestTokens redeem(TestCallback callback) {
        return client.token(codeGrant(client, callback.code()));
    }

    /** The error of a request that cannot be read, sent to where the browser says. */
    private String refusal(String object) {
        return browser.authorize(carrying(client, object).with("redirect_uri", ProfiledClient.REDIRECT_URI))
                .error();
    }

    private String refusal(UnaryOperator<JsonObject> bend) {
        return refusal(client.requestObject(request(client), bend));
    }

    @Nested
    @DisplayName("what works")
    class Works {

        @Test
        @DisplayName("the plan's happy path, for client 1 and client 2")
        void leadsFromTheSignedRequestToUserinfo() {
            for (ProfiledClient one : List.of(client, other)) {
                TestCallback callback = authorize(one, claims -> claims);
                VerifiedJwt idToken = provider.verified(callback.idToken());
                TestTokens tokens = one.token(codeGrant(one, callback.code()));

                assertThat(idToken.algorithm()).isEqualTo(SigningAlgorithm.ES256);
                assertThat(idToken.claims().string("s_hash"))
                        .contains(SigningAlgorithm.ES256.leftHalfHash(TestClient.STATE.value()));
                assertThat(idToken.claims().string("c_hash"))
                        .contains(SigningAlgorithm.ES256.leftHalfHash(callback.code()));
                assertThat(tokens.json().string("scope")).contains("openid read:reports");
                assertThat(one.userinfo(tokens.accessToken()).status()).isEqualTo(200);
            }
        }

        @Test
        @DisplayName("with fapi_response_mode=jarm")
        void answersACodeByASignedJwt() {
            JsonObject answer = jarm(claims -> claims);

            assertThat(answer.string("state")).contains(TestClient.STATE.value());
            assertThat(client.token(codeGrant(client, answer.requiredString("code")))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        @DisplayName("ensure-server-accepts-request-object-with-multiple-aud")
        void takesSeveralAudiences() {
            assertThat(authorize(
                                    client,
                                    claims -> claims.with(
                                            "aud", List.of("https://other.example", TestProvider.ISSUER.value())))
                            .code())
                    .isNotEmpty();
        }

        @Test
        @DisplayName("ensure-authorization-request-without-state-success, ensure-request-object-without-state")
        void hasNoStateAndNoHashOfItIfTheObjectHasNone() {
            String object = client.requestObject(request(client), claims -> claims.without("state"));
            TestCallback callback = browser.authorize(carrying(client, object).with("state", "outside"));

            assertThat(callback.all().names()).doesNotContain("state");
            assertThat(provider.verified(callback.idToken()).claims().has("s_hash"))
                    .isFalse();
        }

        @Test
        @DisplayName("ensure-different-nonce-inside-and-outside-request-object")
        void takesTheNonceOfTheObject() {
            String object = client.requestObject(request(client), claims -> claims);
            TestCallback callback = browser.authorize(carrying(client, object).with("nonce", "outside"));

            assertThat(provider.verified(callback.idToken()).claims().string("nonce"))
                    .contains(TestClient.NONCE.value());
        }

        @Test
        @DisplayName("ensure-valid-pkce-succeeds")
        void takesAChallenge() {
            Parameters bound = with(client.request(), "response_type", "code id_token");
            TestCallback callback = browser.authorize(carrying(client, client.requestObject(bound, claims -> claims)));

            assertThat(client.token(client.codeGrant(callback.code())).status()).isEqualTo(200);
        }

        @Test
        @DisplayName("par: signed request objects may be pushed")
        void takesPushedRequests() {
            Parameters bound = with(client.request(), "response_type", "code id_token");
            Parameters pushed = client.pushed(carrying(client, client.requestObject(bound, claims -> claims))
                    .without("response_type"));

            assertThat(client.token(client.codeGrant(browser.authorize(pushed).code()))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        @DisplayName("refresh-token")
        void refreshesForTheClientAlone() {
            TestCallback callback =
                    authorize(client, claims -> claims.with("scope", "openid offline_access read:reports"));
            Parameters refresh = Parameters.none()
                    .with("grant_type", "refresh_token")
                    .with("refresh_token", redeem(callback).refreshToken());

            assertThat(other.token(refresh).error()).isEqualTo("invalid_grant");
            assertThat(client.token(refresh).status()).isEqualTo(200);
        }
    }

    @Nested
    @DisplayName("request objects that are refused")
    class RequestObjects {

        @Test
        @DisplayName(
                "ensure-request-object-without-exp-fails, …-without-nbf-fails, ensure-expired-request-object-fails")
        void thatDoNotSayWhenTheyAreGood() {
            assertThat(refusal(claims -> claims.without("exp"))).isEqualTo("invalid_request_object");
            assertThat(refusal(claims -> claims.without("nbf"))).isEqualTo("invalid_request_object");
            assertThat(refusal(claims -> claims.with("exp", client.now() - 300).with("nbf", client.now() - 600)))
                    .isEqualTo("invalid_request_object");
        }

        @Test
        @DisplayName("ensure-request-object-with-exp-over-60-fails, …-with-nbf-over-60-fails")
        void thatAreGoodForMoreThanAnHourOrWereMadeBefore() {
            assertThat(refusal(claims -> claims.with("exp", client.now() + 4_200)))
                    .isEqualTo("invalid_request_object");
            assertThat(refusal(
                            claims -> claims.with("nbf", client.now() - 3_630).with("exp", client.now() - 30)))
                    .isEqualTo("invalid_request_object");
        }

        @Test
        @DisplayName("ensure-request-object-with-bad-aud-fails, par-reject-invalid-audience-in-request-object")
        void thatAreNotForThisProvider() {
            assertThat(refusal(claims -> claims.with("aud", "https://other.example")))
                    .isEqualTo("invalid_request_object");
            assertThat(refusal(claims -> claims.without("aud"))).isEqualTo("invalid_request_object");
        }

        @Test
        @DisplayName(
                "ensure-signed-request-object-with-RS256-fails, …-signature-algorithm-is-not-none, …-with-invalid-signature-fails")
        void thatAreSignedByAnotherAlgorithmNoneOrAnotherKey() {
            JsonObject claims = client.claims(request(client));
            String foreign = other.requestObject(request(client), theirs -> theirs.with("iss", client.id()));

            assertThat(refusal(client.signedByRs256("oauth-authz-req+jwt", claims)))
                    .isEqualTo("invalid_request_object");
            assertThat(refusal(ProfiledClient.unsigned(claims))).isEqualTo("invalid_request_object");
            assertThat(refusal(foreign)).isEqualTo("invalid_request_object");
        }

        @Test
        @DisplayName("ensure-request-object-without-scope-fails, …-without-nonce-fails, …-without-redirect-uri-fails")
        void thatLackWhatAllMustHave() {
            assertThat(authorize(client, claims -> claims.without("scope")).error())
                    .isIn("invalid_scope", "invalid_request");
            assertThat(authorize(client, claims -> claims.without("nonce")).error())
                    .isEqualTo("invalid_request");
            TestBrowser.Stop stop = browser.ask(
                    carrying(client, client.requestObject(request(client), claims -> claims.without("redirect_uri"))));
            assertThat(browser.page(stop).status()).isEqualTo(400);
        }

        @Test
        @DisplayName("with fapi_response_mode=jarm, as a signed JWT")
        void thatCannotBeReadAreAnsweredAsTheProfileHasIt() {
            Parameters unread = with(carrying(client, "x"), "response_type", "code")
                    .with("redirect_uri", ProfiledClient.REDIRECT_URI);
            Parameters answer = browser.authorize(unread).all();

            assertThat(provider.verified(answer.required("response")).claims().string("error"))
                    .contains("invalid_request_object");
            assertThat(answer.names()).containsExactly("response");
        }

        @Test
        @DisplayName("FAPI 1 Baseline §5.2.2.3: state without openid")
        void thatHaveNeitherOpenidNorState() {
            assertThat(jarm(claims -> claims.with("scope", "read:reports").without("state"))
                            .string("error"))
                    .contains("invalid_request");
            assertThat(jarm(claims -> claims.without("nonce")).string("error")).contains("invalid_request");
        }
    }

    @Nested
    @DisplayName("Baseline §6.2.1-11, -12: x-fapi-interaction-id at userinfo")
    class Interaction {

        private static final String FIELD = "x-fapi-interaction-id";
        private static final String OURS = "c770aef3-6784-41f7-8e0e-ff5f97bddb3a";

        private final String token = redeem(authorize()).accessToken();

        @Test
        void isWhatTheClientHasCalledIt() {
            assertThat(client.bearing(token, Map.of(FIELD, OURS)).headers().first(FIELD))
                    .contains(OURS);
        }

        @Test
        void isLoggedAsItIsAnswered() {
            String answered = client.bearing(token).headers().first(FIELD).orElseThrow();
            client.bearing(token, Map.of(FIELD, OURS));

            assertThat(provider.events())
                    .filteredOn(AuditEvent.UserinfoGiven.class::isInstance)
                    .extracting(event -> ((AuditEvent.UserinfoGiven) event).interaction())
                    .containsExactly(answered, OURS);
        }

        @Test
        void isAnotherOneEachTimeOtherwise() {
            String first = client.bearing(token).headers().first(FIELD).orElseThrow();
            String second = client.bearing(token, Map.of(FIELD, "x-y-z"))
                    .headers()
                    .first(FIELD)
                    .orElseThrow();

            assertThat(first).matches("[0-9a-f-]{36}");
            assertThat(second).matches("[0-9a-f-]{36}").isNotEqualTo(first);
        }
    }

    private JsonObject jarm(UnaryOperator<JsonObject> bend) {
        String object = client.requestObject(
                request(client),
                claims -> bend.apply(claims.with("response_type", "code").with("response_mode", "jwt")));
        TestCallback callback = browser.authorize(with(carrying(client, object), "response_type", "code"));
        return provider.verified(callback.all().required("response")).claims();
    }

    @Nested
    @DisplayName("authorization requests that are refused")
    class Requests {

        @Test
        @DisplayName("ensure-authorization-request-without-request-object-fails")
        void thatAreNotSigned() {
            assertThat(browser.authorize(request(client)).error()).isEqualTo("invalid_request");
        }

        @Test
        @DisplayName("ensure-response-type-code-fails")
        void forACodeThatWouldComeUnsigned() {
            String object = client.requestObject(request(client), claims -> claims.with("response_type", "code"));

            assertThat(browser.authorize(with(carrying(client, object), "response_type", "code"))
                            .error())
                    .isEqualTo("invalid_request");
        }

        @Test
        @DisplayName("ensure-response-mode-query")
        void forTokensInTheQuery() {
            TestCallback callback = authorize(client, claims -> claims.with("response_mode", "query"));

            assertThat(callback.fragment().one("error")).contains("invalid_request");
        }

        @Test
        void forAccessTokensThroughTheBrowser() {
            String object = client.requestObject(
                    request(client), claims -> claims.with("response_type", "code id_token token"));

            assertThat(browser.authorize(with(carrying(client, object), "response_type", "code id_token token"))
                            .error())
                    .isEqualTo("unsupported_response_type");
        }

        @Test
        @DisplayName("ensure-registered-redirect-uri")
        void thatLeadElsewhere() {
            TestBrowser.Stop stop = browser.ask(carrying(
                    client,
                    client.requestObject(
                            request(client), claims -> claims.with("redirect_uri", "https://evil.example/"))));

            assertThat(browser.page(stop).status()).isEqualTo(400);
        }

        @Test
        @DisplayName("par-ensure-pkce-required, par-ensure-plain-pkce-rejected")
        void thatArePushedWithoutAChallenge() {
            Parameters bare = carrying(client, client.requestObject(request(client), claims -> claims));
            Parameters bound = with(client.request(), "response_type", "code id_token");
            Parameters plain = carrying(
                    client, client.requestObject(bound, claims -> claims.with("code_challenge_method", "plain")));

            assertThat(error(client.push(bare))).isEqualTo("invalid_request");
            assertThat(error(client.push(plain))).isEqualTo("invalid_request");
        }
    }

    @Nested
    @DisplayName("token requests that are refused")
    class TokenRequests {

        @Test
        @DisplayName("ensure-mtls-holder-of-key-required: a key by DPoP is none")
        void withoutWhatTheTokensAreBoundTo() {
            ProfiledClient bare = client.showing(Optional.empty());

            assertThat(bare.token(codeGrant(client, authorize().code())).error())
                    .isEqualTo("invalid_request");
        }

        @Test
        @DisplayName("ensure-authorization-code-is-bound-to-client, ensure-client-id-in-token-endpoint")
        void ofAnotherClientOrInItsName() {
            assertThat(other.token(codeGrant(other, authorize().code())).error())
                    .isEqualTo("invalid_grant");
            assertThat(client.token(codeGrant(client, authorize().code())
                                    .with("client_id", other.id().value()))
                            .error())
                    .isEqualTo("invalid_client");
        }

        @Test
        @DisplayName("attempt-reuse-authorization-code-after-one-second")
        void withACodeThatWasUsed() {
            TestCallback callback = authorize();
            String token = redeem(callback).accessToken();
            provider.clock().advance(Duration.ofSeconds(1));

            assertThat(redeem(callback).error()).isEqualTo("invalid_grant");
            assertThat(client.userinfo(token).status()).isEqualTo(401);
        }

        @Test
        @DisplayName(
                "ensure-signed-client-assertion-with-RS256-fails, …-with-wrong-aud-fails, …-with-exp-is-5-minutes-in-past-fails")
        void withABadAssertion() {
            Parameters form = codeGrant(client, authorize().code());

            for (String assertion : List.of(
                    client.signedByRs256("JWT", client.assertion()),
                    client.signed(client.assertion().with("aud", "https://other.example")),
                    client.signed(client.assertion().with("exp", client.now() - 300)))) {
                assertThat(error(client.post("/oauth/token", ProfiledClient.authenticated(form, assertion))))
                        .isEqualTo("invalid_client");
            }
        }

        @Test
        @DisplayName("par-check-audience-for-jwt-client-assertion")
        void butNotWithAnAssertionForAnEndpoint() {
            Parameters bound = with(client.request(), "response_type", "code id_token");
            for (String path : List.of("/oauth/par", "/oauth/token")) {
                String assertion = client.signed(client.assertion().with("aud", TestProvider.ISSUER.resolve(path)));
                Parameters form = carrying(client, client.requestObject(bound, claims -> claims));

                assertThat(client.post("/oauth/par", ProfiledClient.authenticated(form, assertion))
                                .status())
                        .isEqualTo(201);
            }
        }
    }
}
