package dev.symbolon.endtoend;

import static dev.symbolon.endtoend.FapiClient.authenticated;
import static dev.symbolon.endtoend.FapiClient.bound;
import static dev.symbolon.endtoend.FapiClient.error;
import static dev.symbolon.endtoend.FapiClient.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.AuthorizationCodeValidator;
import com.nimbusds.openid.connect.sdk.validators.StateValidator;
import dev.symbolon.endtoend.PlainBrowser.Stop;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** The parameters are the variants of the suite: {@code client_auth_type}, {@code fapi_auth_request_method}, {@code fapi_response_mode}. */
@SuppressWarnings("FieldCanBeFinal") // JUnit sets the parameters.
@ParameterizedClass(name = "fapi1-advanced-final-… with {0}, {1}, {2}")
@CsvSource({
    "private_key_jwt, by_value, plain_response",
    "private_key_jwt, by_value, jarm",
    "private_key_jwt, pushed, plain_response",
    "private_key_jwt, pushed, jarm",
    "mtls, by_value, plain_response",
    "mtls, by_value, jarm",
    "mtls, pushed, plain_response",
    "mtls, pushed, jarm"
})
class Fapi1PlanTest extends FapiSignedRequestsPlan {

    @Parameter(0)
    private String clientAuthType = "";

    @Parameter(1)
    private String requestMethod = "";

    @Parameter(2)
    private String responseMode = "";

    @Override
    FapiWay chosen() {
        return FapiWay.ofFapi1(clientAuthType, requestMethod, responseMode);
    }

    @Test
    @DisplayName("fapi1-advanced-final: c_hash and s_hash of the ID token of the answer, which names no person")
    void bindsTheAnswer() throws Exception {
        assumeTrue(!way().jarm());
        State state = new State("state-of-ascii-letters");
        Map<String, String> form = client().asProfiled(with(client().request(), "state", state.getValue()));
        Stop.Answer answer = browser().authorize(client().authorizationUri(client().handedIn(form)));
        Map<String, String> said = client().read(answer);
        IDTokenClaimsSet idToken = client().judge().validate(JWTParser.parse(said.get("id_token")));

        assertThat(answer.query()).isEmpty();
        assertThatCode(() -> {
                    AuthorizationCodeValidator.validate(
                            new AuthorizationCode(said.get("code")), JWSAlgorithm.ES256, idToken.getCodeHash());
                    StateValidator.validate(state, JWSAlgorithm.ES256, idToken.getStateHash());
                })
                .doesNotThrowAnyException();
        assertThat(idToken.toJSONObject()).doesNotContainKeys("name", "email", "phone_number");
    }

    @Test
    @DisplayName("fapi1-advanced-final: x-fapi-interaction-id")
    void answersWithTheInteraction() {
        HTTPResponse answer = client().userInfo(access(client().tokens(browser(), client().request())));

        assertThat(answer.getHeaderValue("x-fapi-interaction-id")).matches("[0-9a-f-]{36}");
    }

    @Test
    @DisplayName("ensure-valid-pkce-succeeds")
    void ensureValidPkceSucceeds() {
        String code = client().authorize(browser(), bound(client().request())).get("code");
        Map<String, String> form =
                with(client().codeGrant(code), "code_verifier", IndependentClient.VERIFIER.getValue());

        assertThat(client().token(form).getStatusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("ensure-response-mode-query")
    void ensureResponseModeQuery() {
        assumeTrue(!way().jarm());

        assertThat(refusal(with(client().request(), "response_mode", "query"))).isEqualTo("invalid_request");
    }

    @Test
    @DisplayName("ensure-response-type-code-fails")
    void ensureResponseTypeCodeFails() {
        assumeTrue(!way().jarm());
        Map<String, String> object = carrying(saying("response_type", "code"));
        Map<String, String> form = way().pushed() ? object : with(object, "response_type", "code");

        assertThat(client().refusal(browser(), form)).isEqualTo("invalid_request");
    }

    @Test
    @DisplayName("ensure-request-object-without-scope-fails, …-without-nonce-fails")
    void ensureRequestObjectWithoutScopeOrNonceFails() {
        assertThat(refusal(lacking("scope"))).isIn("invalid_scope", "invalid_request");
        assertThat(refusal(lacking("nonce"))).isEqualTo("invalid_request");
    }

    @Test
    @DisplayName(
            "par-test-pushed-authorization-url-as-audience-for-client-JWT-assertion, par-token-endpoint-url-as-audience-…")
    void parCheckAudienceForJwtClientAssertion() {
        assumeTrue(way().pushed() && way().provesByKey());

        assertThat(pushedFor(client().issuer() + "/oauth/par")).isEqualTo("none");
        assertThat(pushedFor(client().issuer() + "/oauth/token")).isEqualTo("none");
    }

    @Test
    @DisplayName("test-array-as-audience-for-client-JWT-assertion: the issuer and the token endpoint")
    void testArrayAsAudienceForClientJwtAssertion() {
        assumeTrue(way().provesByKey());
        List<String> both =
                List.of(client().issuer(), client().endpoint("token_endpoint").toString());
        Map<String, String> form = client().codeGrant(code());

        assertThat(error(client().post("token_endpoint", authenticated(form, assertionFor(both)))))
                .isEqualTo("none");
        if (way().pushed()) {
            assertThat(pushedFor(both)).isEqualTo("none");
        }
    }

    @Test
    @DisplayName("test-array-as-audience-for-client-JWT-assertion, but not for anybody else besides")
    void arrayWithAStrangerAsAudienceFails() {
        assumeTrue(way().pushed() && way().provesByKey());

        assertThat(pushedFor(List.of(client().issuer(), "https://other.example.org")))
                .isEqualTo("invalid_client");
    }

    private String pushedFor(Object audience) {
        Map<String, String> form = authenticated(client().asProfiled(client().request()), assertionFor(audience));
        return error(client().post("pushed_authorization_request_endpoint", form));
    }

    private String assertionFor(Object audience) {
        return client().signatures().assertion(saying("aud", audience).apply(client().assertion()));
    }
}
