package dev.symbolon.endtoend;

import static dev.symbolon.endtoend.FapiClient.now;
import static dev.symbolon.endtoend.FapiClient.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The modules that are about request objects, for the profiles that want them. */
abstract class FapiSignedRequestsPlan extends FapiPlan {

    @Nested
    @DisplayName("ensure-request-object-…")
    class RequestObjects {

        @BeforeEach
        void areWanted() {
            assumeTrue(way().signsRequests());
        }

        private Map<String, String> authorize(UnaryOperator<Map<String, Object>> bend) {
            return client().read(browser().authorize(client().authorizationUri(client().handedIn(carrying(bend)))));
        }

        @Test
        @DisplayName("ensure-request-object-with-multiple-aud-succeeds, …-with-nbf-8-seconds-in-the-future-is-accepted")
        void ensureRequestObjectWithMultipleAudSucceeds() {
            assertThat(authorize(saying("aud", List.of("https://other.example.org", client().issuer()))))
                    .containsKey("code");
            assertThat(authorize(saying("nbf", now() + 8))).containsKey("code");
        }

        @Test
        @DisplayName(
                "ensure-different-state-inside-and-outside-request-object, state-only-outside-request-object-not-used")
        void stateOnlyOutsideRequestObjectNotUsed() {
            Map<String, String> inside = with(carrying(claims -> claims), "state", "outside");
            Map<String, String> nowhere = with(carrying(lacking("state")), "state", "outside");

            assertThat(client().read(browser().authorize(client().authorizationUri(client().handedIn(inside)))))
                    .containsEntry("state", IndependentClient.STATE.getValue());
            assertThat(client().read(browser().authorize(client().authorizationUri(client().handedIn(nowhere)))))
                    .doesNotContainKey("state");
        }

        @Test
        @DisplayName("ensure-different-nonce-inside-and-outside-request-object")
        void ensureDifferentNonceInsideAndOutsideRequestObject() {
            Map<String, String> both = with(carrying(claims -> claims), "nonce", "outside");
            Map<String, String> said =
                    client().read(browser().authorize(client().authorizationUri(client().handedIn(both))));

            assertThat(client().idToken(client().tokens(client().codeGrant(said.get("code"))))
                            .getNonce())
                    .isEqualTo(IndependentClient.NONCE);
        }

        @Test
        @DisplayName(
                "ensure-request-object-without-exp-fails, …-without-nbf-fails, ensure-expired-request-object-fails")
        void ensureRequestObjectSaysWhenItIsGood() {
            assertThat(refusal(lacking("exp"))).isEqualTo("invalid_request_object");
            assertThat(refusal(lacking("nbf"))).isEqualTo("invalid_request_object");
            assertThat(refusal(both(saying("nbf", now() - 600), saying("exp", now() - 300))))
                    .isEqualTo("invalid_request_object");
        }

        @Test
        @DisplayName("ensure-request-object-with-exp-over-60-fails, …-with-nbf-over-60-fails")
        void ensureRequestObjectIsOfThisHour() {
            assertThat(refusal(saying("exp", now() + 70 * 60))).isEqualTo("invalid_request_object");
            assertThat(refusal(both(saying("exp", now() - 20), saying("nbf", now() - 70 * 60))))
                    .isEqualTo("invalid_request_object");
        }

        @Test
        @DisplayName(
                "ensure-request-object-with-bad-aud-fails, par-pushed-authorization-url-as-audience-in-request-object")
        void ensureRequestObjectWithBadAudFails() {
            assertThat(refusal(saying("aud", "https://other.example.org"))).isEqualTo("invalid_request_object");
            assertThat(refusal(saying("aud", client().issuer() + "/oauth/par"))).isEqualTo("invalid_request_object");
            assertThat(refusal(lacking("aud"))).isEqualTo("invalid_request_object");
        }

        @Test
        @DisplayName(
                "ensure-signed-request-object-with-RS256-fails, request-object-signature-algorithm-is-not-none, …-with-invalid-signature-fails, ensure-matching-key-in-authorization-request")
        void ensureRequestObjectIsSignedByTheClient() {
            Map<String, Object> claims = client().claims(client().request());
            String good = client().signatures().object(claims);

            for (String object : List.of(
                    client().signatures().object(JWSAlgorithm.RS256, claims),
                    FapiSignatures.unsigned(claims),
                    good.substring(0, good.length() - 8) + "AAAAAAAA",
                    other().signatures().object(claims))) {
                assertThat(client().refusal(browser(), client().carrying(object)))
                        .isEqualTo("invalid_request_object");
            }
        }

        @Test
        @DisplayName("ensure-request-object-without-redirect-uri-fails")
        void ensureRequestObjectWithoutRedirectUriFails() {
            assertThat(refusal(lacking("redirect_uri"))).isEqualTo(way().pushed() ? "invalid_request" : "page");
        }

        @Test
        @DisplayName("par-authorization-request-containing-request_uri")
        void parAuthorizationRequestContainingRequestUri() {
            assertThat(refusal(saying("request_uri", "https://app.example.org/request")))
                    .isEqualTo("invalid_request_object");
        }

        @Test
        @DisplayName(
                "ensure-authorization-request-without-request-object-fails, ensure-unsigned-request-at-par-endpoint-fails")
        void ensureAuthorizationRequestWithoutRequestObjectFails() {
            assertThat(client().refusal(browser(), client().request())).isEqualTo("invalid_request");
        }
    }
}
