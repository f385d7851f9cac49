package dev.symbolon.endtoend;

import static dev.symbolon.endtoend.FapiClient.authenticated;
import static dev.symbolon.endtoend.FapiClient.error;
import static dev.symbolon.endtoend.FapiClient.now;
import static dev.symbolon.endtoend.FapiClient.with;
import static dev.symbolon.endtoend.FapiClient.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import dev.symbolon.endtoend.PlainBrowser.Stop;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** The parameters are the profile and two variants of the suite: {@code client_auth_type} and {@code sender_constrain}. */
@SuppressWarnings("FieldCanBeFinal") // JUnit sets the parameters.
@ParameterizedClass(name = "fapi2-security-profile-final-… for {0} with {1}, {2}")
@CsvSource({
    "fapi2-security-profile, private_key_jwt, dpop",
    "fapi2-security-profile, private_key_jwt, mtls",
    "fapi2-security-profile, mtls, mtls",
    "fapi2-security-profile, mtls, dpop",
    "fapi2-message-signing, private_key_jwt, dpop",
    "fapi2-message-signing, private_key_jwt, mtls",
    "fapi2-message-signing, mtls, mtls",
    "fapi2-message-signing, mtls, dpop"
})
class Fapi2PlanTest extends FapiSignedRequestsPlan {

    @Parameter(0)
    private String profile = "";

    @Parameter(1)
    private String clientAuthType = "";

    @Parameter(2)
    private String senderConstrain = "";

    @Override
    FapiWay chosen() {
        return FapiWay.ofFapi2(profile, clientAuthType, senderConstrain);
    }

    @Test
    @DisplayName("ensure-authorization-request-without-nonce-success")
    void ensureAuthorizationRequestWithoutNonceSuccess() {
        assertThat(client().authorize(browser(), without(client().request(), "nonce")))
                .containsKey("code");
    }

    @Test
    @DisplayName("test-claims-parameter-identity-claims")
    void testClaimsParameterIdentityClaims() {
        Map<String, String> request =
                with(client().request(), "claims", "{\"userinfo\":{\"phone_number\":{\"essential\":true}}}");
        OIDCTokenResponse tokens = client().tokens(browser(), request);

        assertThat(FapiClient.member(client().userInfo(access(tokens)), "phone_number"))
                .isEqualTo("+44 20 7946 0000");
    }

    @Test
    @DisplayName("ensure-unsigned-authorization-request-without-using-par-fails")
    void ensureUnsignedAuthorizationRequestWithoutUsingParFails() {
        Stop.Answer answer =
                PlainBrowser.answer(browser().open(client().authorizationUri(client().asProfiled(client().request()))));

        assertThat(way().jarm() ? client().read(answer) : flat(answer)).containsEntry("error", "invalid_request");
    }

    private static Map<String, String> flat(Stop.Answer answer) {
        return Map.of("error", answer.parameters().get("error").getFirst());
    }

    @Test
    @DisplayName("ensure-response-type-code-idtoken-fails, ensure-response-type-token-fails")
    void ensureResponseTypeFails() {
        for (String type : List.of("code id_token", "token", "id_token token")) {
            assertThat(refusal(with(client().request(), "response_type", type)))
                    .isIn("unsupported_response_type", "unauthorized_client");
        }
    }

    @Test
    @DisplayName(
            "par-test-par-endpoint-url-as-audience-fails, par-test-token-endpoint-url-as-audience-fails, par-test-array-as-audience-fails, …-over-60-seconds-in-the-future-fails")
    void parEndpointAsAudienceFails() {
        assumeTrue(way().provesByKey());
        for (UnaryOperator<Map<String, Object>> bend : List.of(
                saying("aud", client().issuer() + "/oauth/par"),
                saying("aud", client().issuer() + "/oauth/token"),
                saying("aud", List.of(client().issuer(), client().issuer() + "/oauth/par")),
                saying("iat", now() + 90),
                saying("nbf", now() + 90))) {
            assertThat(pushedWith(bend)).isEqualTo("invalid_client");
        }
    }

    @Test
    @DisplayName("par-ensure-jwt-client-assertions-nbf-8-seconds-in-the-future-is-accepted")
    void parEnsureJwtClientAssertionAheadIsAccepted() {
        assumeTrue(way().provesByKey());

        assertThat(pushedWith(both(saying("nbf", now() + 8), saying("iat", now() + 8))))
                .isEqualTo("none");
    }

    private String pushedWith(UnaryOperator<Map<String, Object>> bend) {
        String assertion = client().signatures().assertion(bend.apply(client().assertion()));
        Map<String, String> form = authenticated(client().asProfiled(client().request()), assertion);
        return error(client().post("pushed_authorization_request_endpoint", form));
    }

    @Nested
    @DisplayName("DPoP")
    class Dpop {

        private String key = "";

        @BeforeEach
        void isTheBinding() throws JOSEException {
            assumeTrue(way().bindsToKey());
            key = thumbprint(client().proofKey());
        }

        private static String thumbprint(ECKey of) throws JOSEException {
            return of.computeThumbprint().toString();
        }

        private String redeemed(Map<String, String> request, String... proofs) {
            String code = client().authorize(browser(), request, proofs).get("code");
            return error(client().token(client().codeGrant(code)));
        }

        @Test
        @DisplayName("ensure-dpop-auth-code-binding-success, ensure-dpop-proof-at-par-endpoint-binding-success")
        void ensureDpopAuthCodeBindingSuccess() {
            assertThat(redeemed(with(client().request(), "dpop_jkt", key))).isEqualTo("none");
            assertThat(redeemed(client().request(), client().proofFor("pushed_authorization_request_endpoint")))
                    .isEqualTo("none");
        }

        @Test
        @DisplayName(
                "ensure-token-endpoint-fails-with-mismatched-dpop-jkt, ensure-token-endpoint-fails-with-mismatched-dpop-proof-jkt")
        void ensureTokenEndpointFailsWithMismatchedDpopJkt() throws JOSEException {
            assertThat(redeemed(with(client().request(), "dpop_jkt", thumbprint(other().proofKey()))))
                    .isEqualTo("invalid_grant");
            assertThat(redeemed(client().request(), other().proofFor("pushed_authorization_request_endpoint")))
                    .isEqualTo("invalid_grant");
        }

        @Test
        @DisplayName("ensure-mismatched-dpop-jkt-fails")
        void ensureMismatchedDpopJktFails() throws JOSEException {
            Map<String, String> request =
                    client().asProfiled(with(client().request(), "dpop_jkt", thumbprint(other().proofKey())));

            assertThat(error(client().push(request, client().proofFor("pushed_authorization_request_endpoint"))))
                    .isEqualTo("invalid_dpop_proof");
        }

        @Test
        @DisplayName(
                "check-dpop-proof-nbf-exp, ensure-dpop-proof-with-iat-10-seconds-before-succeeds, …-after-succeeds")
        void checkDpopProofTimes() {
            String token = access(client().tokens(browser(), client().request()));

            for (UnaryOperator<Map<String, Object>> bend : List.of(
                    both(saying("exp", now() + 60), saying("nbf", now())),
                    saying("iat", now() - 10),
                    saying("iat", now() + 10))) {
                assertThat(client().userInfo("DPoP", token, bend).getStatusCode())
                        .isEqualTo(200);
            }
        }

        @Test
        @DisplayName("dpop-negative-tests")
        void dpopNegativeTests() {
            String token = access(client().tokens(browser(), client().request()));

            for (UnaryOperator<Map<String, Object>> bend : List.of(
                    lacking("jti"),
                    lacking("htm"),
                    lacking("htu"),
                    lacking("iat"),
                    lacking("ath"),
                    saying("htm", "POST"),
                    saying("htu", "https://other.example.org/userinfo"),
                    saying("ath", "x".repeat(43)),
                    saying("iat", now() - 600),
                    saying("iat", now() + 600))) {
                assertThat(client().userInfo("DPoP", token, bend).getStatusCode())
                        .isEqualTo(401);
            }
            assertThat(client().userInfo("Bearer", token, claims -> claims).getStatusCode())
                    .isEqualTo(401);
        }

        @Test
        @DisplayName("dpop-negative-tests: a proof is good once")
        void dpopProofIsGoodOnce() {
            String token = access(client().tokens(browser(), client().request()));
            UnaryOperator<Map<String, Object>> same = saying("jti", "once-" + token.hashCode());

            assertThat(client().userInfo("DPoP", token, same).getStatusCode()).isEqualTo(200);
            assertThat(client().userInfo("DPoP", token, same).getStatusCode()).isEqualTo(401);
        }
    }
}
