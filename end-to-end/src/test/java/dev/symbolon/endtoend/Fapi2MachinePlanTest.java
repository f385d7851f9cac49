package dev.symbolon.endtoend;

import static dev.symbolon.endtoend.FapiClient.authenticated;
import static dev.symbolon.endtoend.FapiClient.error;
import static dev.symbolon.endtoend.FapiClient.with;
import static dev.symbolon.endtoend.FapiPlan.lacking;
import static dev.symbolon.endtoend.FapiPlan.saying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The plan for the client credentials grant: the modules that are left where nobody signs in. The parameters are two variants of the suite:
 * {@code client_auth_type} and {@code sender_constrain}.
 */
@SuppressWarnings("FieldCanBeFinal") // JUnit sets the parameters.
@ParameterizedClass(name = "fapi2-security-profile-final-client-credentials-grant-… with {0}, {1}")
@CsvSource({"private_key_jwt, dpop", "private_key_jwt, mtls", "mtls, mtls", "mtls, dpop"})
class Fapi2MachinePlanTest {

    private static final String API = "https://api.example.org/plans";
    private static final Map<String, String> REQUEST =
            Map.of("grant_type", "client_credentials", "scope", "read:plans", "resource", API);

    @TempDir
    private static Path folder;

    private static FapiProvider provider;

    @Parameter(0)
    private String clientAuthType = "";

    @Parameter(1)
    private String senderConstrain = "";

    private FapiWay way;
    private FapiClient client;
    private FapiClient other;

    @BeforeAll
    static void startProvider() {
        provider = FapiProvider.start(
                folder, "--registration-grant-types=client_credentials", "--registration-apis=" + API);
    }

    @AfterAll
    static void stopProvider() {
        provider.close();
    }

    @BeforeEach
    void meet() {
        way = FapiWay.ofFapi2("fapi2-security-profile", clientAuthType, senderConstrain);
        client = provider.machine(way, "first");
        other = provider.machine(way, "second");
    }

    private String[] proofs() {
        return way.bindsToKey() ? new String[] {client.proofFor("token_endpoint")} : new String[0];
    }

    @Test
    @DisplayName("discovery-end-point-verification")
    void discoveryEndpointVerification() {
        assertThat(client.judge().metadata().getGrantTypes()).contains(GrantType.CLIENT_CREDENTIALS);
    }

    @Test
    @DisplayName("happy-flow, with client 1 and client 2")
    void happyFlow() throws Exception {
        for (FapiClient one : List.of(client, other)) {
            HTTPResponse answer = one.token(REQUEST);
            Map<String, Object> said = answer.getBodyAsJSONObject();
            SignedJWT token = SignedJWT.parse(String.valueOf(said.get("access_token")));

            assertThat(said).doesNotContainKeys("refresh_token", "id_token").containsKey("expires_in");
            assertThat(said).containsEntry("token_type", way.bindsToKey() ? "DPoP" : "Bearer");
            assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
            assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo(one.id());
            assertThat(token.getJWTClaimsSet().getJSONObjectClaim("cnf"))
                    .containsOnlyKeys(way.bindsToKey() ? "jkt" : "x5t#S256");
        }
    }

    @Test
    @DisplayName("ensure-holder-of-key-required")
    void ensureHolderOfKeyRequired() {
        FapiClient bare = way.bindsToKey() ? client : client.withoutWhatItHolds();

        assertThat(error(bare.token(REQUEST, new String[0])))
                .isEqualTo(way.provesByKey() || way.bindsToKey() ? "invalid_request" : "invalid_client");
    }

    @Test
    @DisplayName("ensure-client-id-in-token-endpoint")
    void ensureClientIdInTokenEndpoint() {
        Map<String, String> form = with(REQUEST, "client_id", other.id());
        HTTPResponse answer = way.provesByKey() ? client.token(form) : client.post("token_endpoint", form, proofs());

        assertThat(error(answer)).isEqualTo("invalid_client");
    }

    @Test
    @DisplayName(
            "ensure-client-assertion-in-token-endpoint, ensure-signed-client-assertion-with-RS256-fails, …-with-exp-is-5-minutes-in-past-fails, …-with-wrong-aud-fails, …-with-no-sub-fails")
    void ensureClientAssertion() {
        assumeTrue(way.provesByKey());
        FapiSignatures by = client.signatures();
        Map<String, Object> good = client.assertion();

        for (String assertion : List.of(
                by.signed(JWSAlgorithm.RS256, "JWT", good),
                by.assertion(saying("exp", FapiClient.now() - 300).apply(good)),
                by.assertion(saying("aud", "https://other.example.org/token").apply(good)))) {
            assertThat(error(client.post("token_endpoint", authenticated(REQUEST, assertion), proofs())))
                    .isEqualTo("invalid_client");
        }
        String nobodys = by.assertion(lacking("sub").apply(good));
        assertThat(error(client.post("token_endpoint", authenticated(REQUEST, nobodys), proofs())))
                .isIn("invalid_client", "invalid_request");
        assertThat(error(client.post("token_endpoint", with(REQUEST, "client_id", client.id()), proofs())))
                .isEqualTo("invalid_client");
    }
}
