package dev.symbolon.server;

import static dev.symbolon.server.ProfiledClient.error;
import static dev.symbolon.server.ProfiledClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the conformance suite's plan for FAPI 2.0 Message Signing adds to that for the security profile, over HTTP. */
@DisplayName("FAPI 2.0 Message Signing: fapi2-security-profile-final-…")
class Fapi2MessageSigningTest {

    private static final String PROFILE = "fapi2-message-signing";

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada").overHttp();

    private final ProfiledClient client = ProfiledClient.declare(provider, PROFILE);
    private final TestBrowser browser = provider.browser();

    private Parameters request() {
        return client.request().with("response_mode", "jwt");
    }

    private Parameters signed(Parameters request, UnaryOperator<JsonObject> bend) {
        return carrying(client.requestObject(request, bend));
    }

    private Parameters carrying(String object) {
        return Parameters.none().with("client_id", client.id().value()).with("request", object);
    }

    private String refusal(UnaryOperator<JsonObject> bend) {
        return error(client.push(signed(request(), bend)));
    }

    private VerifiedJwt answer(Parameters pushed) {
        return provider.verified(browser.authorize(pushed).all().required("response"));
    }

    private VerifiedJwt answer() {
        return answer(client.pushed(signed(request(), claims -> claims)));
    }

    @Nested
    @DisplayName("§5.3, §5.4: what works")
    class Works {

        @Test
        @DisplayName("happy-flow, with client 1 and client 2")
        void leadsFromTheSignedRequestToTheSignedAnswerAndOn() {
            for (ProfiledClient one : List.of(client, ProfiledClient.declare(provider, PROFILE))) {
                Parameters request = one.request().with("response_mode", "jwt");
                Parameters carrying = Parameters.none()
                        .with("client_id", one.id().value())
                        .with("request", one.requestObject(request, claims -> claims));
                VerifiedJwt answer = answer(one.pushed(carrying));

                assertThat(answer.algorithm()).isEqualTo(SigningAlgorithm.ES256);
                assertThat(answer.audience()).containsExactly(one.id().value());
                assertThat(answer.claims().string("state")).contains(TestClient.STATE.value());
                assertThat(one.token(one.codeGrant(answer.claims().requiredString("code")))
                                .status())
                        .isEqualTo(200);
            }
        }

        @Test
        @DisplayName(
                "ensure-server-accepts-request-object-with-multiple-aud, …-with-nbf-8-seconds-in-the-future-is-accepted")
        void takesSeveralAudiencesAndAClockThatIsSomewhatAhead() {
            assertThat(client.push(signed(
                                    request(),
                                    claims -> claims.with(
                                            "aud", List.of("https://other.example", TestProvider.ISSUER.value()))))
                            .status())
                    .isEqualTo(201);
            assertThat(client.push(signed(request(), claims -> claims.with("nbf", client.now() + 8)))
                            .status())
                    .isEqualTo(201);
        }

        @Test
        @DisplayName(
                "ensure-different-nonce-inside-and-outside-request-object, …-state-…, state-only-outside-request-object-not-used")
        void passesOverWhatStandsBesideTheObject() {
            Parameters both = signed(request().without("state"), claims -> claims)
                    .with("state", "outside")
                    .with("nonce", "outside");
            VerifiedJwt answer = answer(client.pushed(both));
            TestTokens tokens = client.token(client.codeGrant(answer.claims().requiredString("code")));

            assertThat(answer.claims().string("state")).isEmpty();
            assertThat(provider.verified(tokens.idToken()).claims().string("nonce"))
                    .contains(TestClient.NONCE.value());
        }

        @Test
        void bindsTheCodeByAProofToo() {
            Parameters pushed = client.pushed(signed(request(), claims -> claims), client.proofFor("/oauth/par"));
            String code = answer(pushed).claims().requiredString("code");

            assertThat(client.token(client.codeGrant(code), new TestProofs(provider).forToken())
                            .error())
                    .isEqualTo("invalid_grant");
        }
    }

    @Nested
    @DisplayName("§5.3.1: requests that are refused")
    class Requests {

        @Test
        @DisplayName("ensure-unsigned-request-at-par-endpoint-fails")
        void thatAreNotSigned() {
            assertThat(error(client.push(request()))).isEqualTo("invalid_request");
        }

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
            assertThat(refusal(claims -> claims.with("exp", client.now() + 3_601)))
                    .isEqualTo("invalid_request_object");
            assertThat(refusal(
                            claims -> claims.with("nbf", client.now() - 3_630).with("exp", client.now() - 30)))
                    .isEqualTo("invalid_request_object");
        }

        @Test
        @DisplayName("ensure-request-object-with-bad-aud-fails")
        void thatAreNotForThisProvider() {
            assertThat(refusal(claims -> claims.with("aud", "https://other.example")))
                    .isEqualTo("invalid_request_object");
            assertThat(refusal(claims -> claims.without("aud"))).isEqualTo("invalid_request_object");
        }

        @Test
        @DisplayName(
                "ensure-signed-request-object-with-RS256-fails, ensure-request-object-signature-algorithm-is-not-none")
        void thatAreSignedByAnotherAlgorithmOrNone() {
            assertThat(error(client.push(
                            carrying(client.signedByRs256("oauth-authz-req+jwt", client.claims(request()))))))
                    .isEqualTo("invalid_request_object");
            assertThat(error(client.push(carrying(ProfiledClient.unsigned(client.claims(request()))))))
                    .isEqualTo("invalid_request_object");
        }

        @Test
        @DisplayName("ensure-request-object-with-invalid-signature-fails, ensure-matching-key-in-authorization-request")
        void thatSomebodyElseHasSigned() {
            String object = client.requestObject(request(), claims -> claims);
            ProfiledClient other = ProfiledClient.declare(provider, PROFILE);
            String foreign = other.requestObject(request(), claims -> claims.with("iss", client.id()));

            assertThat(error(client.push(carrying(object.substring(0, object.length() - 4) + "AAAA"))))
                    .isEqualTo("invalid_request_object");
            assertThat(error(client.push(carrying(foreign)))).isEqualTo("invalid_request_object");
        }

        @Test
        @DisplayName("ensure-request-object-without-redirect-uri-fails, par-ensure-pkce-required")
        void thatLackWhatAllMustHave() {
            assertThat(refusal(claims -> claims.without("redirect_uri"))).isEqualTo("invalid_request");
            assertThat(refusal(claims -> claims.without("code_challenge").without("code_challenge_method")))
                    .isEqualTo("invalid_request");
        }

        @Test
        @DisplayName("§5.4.1: without response_mode=jwt")
        void thatDoNotAskForASignedAnswer() {
            assertThat(refusal(claims -> claims.without("response_mode"))).isEqualTo("invalid_request");
            assertThat(refusal(claims -> claims.with("response_mode", "form_post")))
                    .isEqualTo("invalid_request");
        }

        @Test
        @DisplayName("par-attempt-to-use-expired-request-uri: as a signed JWT")
        void thatAreOldAreAnsweredByASignedJwt() {
            Parameters old = client.pushed(signed(request(), claims -> claims))
                    .with("redirect_uri", ProfiledClient.REDIRECT_URI);
            provider.clock().advance(Duration.ofSeconds(61));

            assertThat(answer(old).claims().string("error")).contains("invalid_request_uri");
        }

        @Test
        void thatWereNotPushed() {
            Parameters direct = signed(request(), claims -> claims);

            assertThat(provider.verified(browser.authorize(direct).all().required("response"))
                            .claims()
                            .string("error"))
                    .contains("invalid_request");
        }
    }

    @Nested
    @DisplayName("§5.5: introspection")
    class Introspection {

        private HttpResponse introspect() {
            provider.declare(
                    TestProvider.api(TestProvider.REPORTS, "read:reports").withIntrospectionClients(client.id()));
            String token = client.token(client.codeGrant(answer().claims().requiredString("code")))
                    .accessToken();
            return client.post(
                    "/oauth/introspect", client.authenticated(Parameters.none().with("token", token)));
        }

        @Test
        void isAnsweredByASignedJwtWhateverIsAccepted() {
            HttpResponse answer = introspect();

            assertThat(answer.headers().first("Content-Type")).contains("application/token-introspection+jwt");
            assertThat(provider.verified(answer.body()).algorithm()).isEqualTo(SigningAlgorithm.ES256);
            assertThat(provider.verified(answer.body())
                            .claims()
                            .object("token_introspection")
                            .orElseThrow()
                            .bool("active"))
                    .contains(true);
        }
    }

    @Test
    void keepsTheSecurityProfileToo() {
        assertThat(refusal(claims -> claims.with("response_type", "code id_token")))
                .isEqualTo("unsupported_response_type");
        assertThat(error(client.push(with(request(), "request", "x")))).isEqualTo("invalid_request_object");
    }
}
