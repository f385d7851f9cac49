package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.ciba.AuthRequestID;
import com.nimbusds.oauth2.sdk.ciba.CIBAGrant;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The modules of the plan for FAPI CIBA: what is refused")
@ParameterizedClass(name = "{0}, {1}, {2} client")
@CsvSource({
    "poll,private_key_jwt,static",
    "poll,self_signed_tls_client_auth,dynamic",
    "ping,private_key_jwt,dynamic",
    "ping,self_signed_tls_client_auth,static"
})
class FapiCibaRefusalsPlanTest extends FapiCibaPlan {

    private String refusal(String name, Object value) {
        Map<String, Object> claims = claims(client());
        claims.put(name, value);
        return error(client().ask(claims));
    }

    private static Date inMinutes(int minutes) {
        return Date.from(Instant.now().plusSeconds(60L * minutes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aud", "iss", "exp", "iat", "nbf", "jti"})
    @DisplayName("fapi-ciba-id1-ensure-request-object-missing-…-fails")
    void ensureRequestObjectMissingFails(String claim) {
        Map<String, Object> claims = claims(client());
        claims.remove(claim);

        assertThat(error(client().ask(claims))).isEqualTo("invalid_request");
    }

    @Test
    @DisplayName("fapi-ciba-id1-ensure-request-object-bad-aud-fails, -bad-iss-fails")
    void ensureRequestObjectBadAudOrIssFails() {
        assertThat(refusal("aud", "https://other.example/")).isEqualTo("invalid_request");
        assertThat(refusal("iss", "somebody-else")).isEqualTo("invalid_request");
    }

    @Test
    @DisplayName("fapi-ciba-id1-ensure-request-object-expired-exp-fails, -exp-is-70-minutes-in-future-fails")
    void ensureRequestObjectBadExpFails() {
        assertThat(refusal("exp", inMinutes(-5))).isEqualTo("invalid_request");
        assertThat(refusal("exp", inMinutes(70))).isEqualTo("invalid_request");
    }

    @Test
    @DisplayName("fapi-ciba-id1-ensure-request-object-nbf-is-10-minutes-in-future-fails, -70-minutes-in-past-fails")
    void ensureRequestObjectBadNbfFails() {
        assertThat(refusal("nbf", inMinutes(10))).isEqualTo("invalid_request");
        assertThat(refusal("nbf", inMinutes(-70))).isEqualTo("invalid_request");
    }

    @Test
    @DisplayName("fapi-ciba-id1-ensure-request-object-signature-algorithm-is-none-fails, -bad-fails, -RS256-fails")
    void ensureRequestObjectSignatureAlgorithmFails() {
        String none = new PlainJWT(CibaClient.set(claims(client()))).serialize();
        String signed = client().signed(claims(client()));
        String bad = signed.substring(0, signed.length() - 8) + "AAAAAAAA";
        String rs256 = client().signed(CibaClient.set(claims(client())), JWSAlgorithm.RS256, Optional.empty());

        for (String request : List.of(none, bad, rs256)) {
            assertThat(error(client().ask(request))).isEqualTo("invalid_request");
        }
    }

    @Test
    @DisplayName("fapi-ciba-id1-ensure-request-object-signed-by-other-client-fails")
    void ensureRequestObjectSignedByOtherClientFails() {
        assertThat(error(client().ask(other().signed(claims(client()))))).isEqualTo("invalid_request");
    }

    @Test
    @DisplayName("fapi-ciba-id1-ensure-authorization-request-with-multiple-hints-fails")
    void ensureAuthorizationRequestWithMultipleHintsFails() {
        assertThat(refusal("id_token_hint", "e30.e30.e30")).isEqualTo("invalid_request");
    }

    @Test
    @DisplayName("fapi-ciba-id1-ensure-backchannel-authorization-request-without-request-fails")
    void ensureBackchannelAuthorizationRequestWithoutRequestFails() {
        Map<String, List<String>> form = new HashMap<>(Map.of(
                "scope", List.of("openid"), "login_hint", List.of(TestDemo.USERNAME), "binding_message", List.of("1")));
        if (isPing()) {
            form.put("client_notification_token", List.of(TOKEN));
        }
        URI endpoint = client().backchannelEndpoint();

        assertThat(error(client().post(endpoint, form, Optional.of(client().authentication(endpoint)))))
                .isEqualTo("invalid_request");
    }

    @Test
    @DisplayName("fapi-ciba-id1-ensure-wrong-auth-req-id-in-token-endpoint-request")
    void ensureWrongAuthReqIdInTokenEndpointRequest() {
        assertThat(error(other().token(new CIBAGrant(begin(client()))))).isEqualTo("invalid_grant");
    }

    @Test
    @DisplayName("fapi-ciba-id1-ensure-different-client-id-and-issuer-in-backchannel-authorization-request")
    void ensureDifferentClientIdAndIssuer() {
        assumeTrue(isByCertificate());
        CibaClient posing = other().with(client().proof());

        HTTPResponse answer = posing.ask(client().signed(claims(client())));

        assertThat(answer.getStatusCode()).isEqualTo(401);
        assertThat(error(answer)).isEqualTo("invalid_client");
    }

    @Test
    @DisplayName(
            "fapi-ciba-id1-ensure-wrong-client-id-in-backchannel-authorization-request, -in-token-endpoint-request")
    void ensureWrongClientId() {
        assumeTrue(isByCertificate());
        CibaClient posing = other().with(client().proof());
        AuthRequestID id = begin(client());

        assertThat(error(posing.ask(claims(posing)))).isEqualTo("invalid_client");
        assertThat(error(posing.token(new CIBAGrant(id)))).isEqualTo("invalid_client");
    }

    @Test
    @DisplayName("fapi-ciba-id1-ensure-without-client-assertion-in-…-fails")
    void ensureWithoutClientAssertionFails() {
        assumeTrue(!isByCertificate());
        String request = client().signed(claims(client()));
        Map<String, List<String>> named = Map.of(
                "request", List.of(request), "client_id", List.of(client().id().getValue()));
        Map<String, List<String>> grant = new HashMap<>(new CIBAGrant(begin(client())).toParameters());
        grant.put("client_id", List.of(client().id().getValue()));

        assertThat(error(client().post(client().backchannelEndpoint(), named, Optional.empty())))
                .isEqualTo("invalid_client");
        assertThat(error(client().post(client().tokenEndpoint(), grant, Optional.empty())))
                .isEqualTo("invalid_client");
    }

    @Test
    @DisplayName("fapi-ciba-id1-ensure-client-assertion-signature-algorithm-in-…-is-RS256-fails")
    void ensureClientAssertionSignatureAlgorithmIsRs256Fails() {
        assumeTrue(!isByCertificate());
        String request = client().signed(claims(client()));

        assertThat(error(client().ask(request, Optional.of(byRs256(client().backchannelEndpoint())))))
                .isEqualTo("invalid_client");
        assertThat(error(
                        client().token(new CIBAGrant(begin(client())), Optional.of(byRs256(client().tokenEndpoint())))))
                .isEqualTo("invalid_client");
    }

    private ClientAuthentication byRs256(URI audience) {
        try {
            return new PrivateKeyJWT(
                    client().id(),
                    audience,
                    JWSAlgorithm.RS256,
                    client().proof().key().toPrivateKey(),
                    client().proof().key().getKeyID(),
                    null);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("fapi-ciba-id1-ensure-mtls-holder-of-key-required")
    void ensureMtlsHolderOfKeyRequired() {
        CibaClient bare = client().with(client().proof().over(bareConnections()));
        AuthRequestID id = begin(client());

        try {
            assertThat(error(bare.token(new CIBAGrant(id)))).isIn("invalid_request", "invalid_client", "invalid_grant");
        } catch (UncheckedIOException e) {
            assertThat(e).as("the connection was refused").isNotNull();
        }
    }
}
