package dev.symbolon.endtoend;

import static dev.symbolon.endtoend.FapiClient.error;
import static dev.symbolon.endtoend.FapiClient.member;
import static dev.symbolon.endtoend.FapiClient.with;
import static dev.symbolon.endtoend.FapiClient.without;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import dev.symbolon.endtoend.PlainBrowser.Stop;
import dev.symbolon.protocol.json.JsonObject;
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
 * The modules that go another way where the suite's variant {@code openid} is {@code plain_oauth}. The parameters are its profile, how clients
 * prove themselves, what tokens are bound to, and {@code authorization_request_type}.
 */
@SuppressWarnings("FieldCanBeFinal") // JUnit sets the parameters.
@ParameterizedClass(name = "{0}-final-… as plain OAuth with {1}, {2}, {3}")
@CsvSource({
    "fapi2-security-profile, private_key_jwt, dpop, simple",
    "fapi2-security-profile, mtls, mtls, rar",
    "fapi2-message-signing, private_key_jwt, dpop, rar",
    "fapi2-message-signing, mtls, mtls, simple"
})
class Fapi2WithoutOpenIdPlanTest {

    private static final String API = "https://api.example.org/plans";
    private static final String DETAILS = "[{\"type\":\"plan\",\"plan\":\"A holiday\"}]";

    @TempDir
    private static Path folder;

    private static FapiProvider provider;

    @Parameter(0)
    private String profile = "";

    @Parameter(1)
    private String clientAuthType = "";

    @Parameter(2)
    private String senderConstrain = "";

    @Parameter(3)
    private String requestType = "";

    private FapiWay way;
    private FapiClient client;
    private FapiClient other;
    private PlainBrowser browser;

    @BeforeAll
    static void startProvider() {
        provider = FapiProvider.start(folder, "--registration-apis=" + API);
    }

    @AfterAll
    static void stopProvider() {
        provider.close();
    }

    @BeforeEach
    void meet() {
        JsonObject asking = JsonObject.empty().with("authorization_details_types", List.of("plan"));
        way = FapiWay.ofFapi2(profile, clientAuthType, senderConstrain);
        client = provider.client(way, "first", asking);
        other = provider.client(way, "second", asking);
        browser = provider.browser();
    }

    private boolean isInDetail() {
        return requestType.equals("rar");
    }

    private Map<String, String> request(FapiClient by) {
        Map<String, String> request = without(by.request(), "nonce", "scope");
        return isInDetail() ? with(request, "authorization_details", DETAILS) : with(request, "scope", "read:plans");
    }

    private HTTPResponse redeemed(FapiClient by, Map<String, String> request) {
        return by.token(by.codeGrant(by.authorize(browser, request).get("code")));
    }

    @Test
    @DisplayName("happy-flow, with client 1 and client 2")
    void happyFlow() throws Exception {
        for (FapiClient one : List.of(client, other)) {
            Map<String, Object> said = redeemed(one, request(one)).getBodyAsJSONObject();
            JWTClaimsSet token =
                    SignedJWT.parse(String.valueOf(said.get("access_token"))).getJWTClaimsSet();

            assertThat(said).doesNotContainKey("id_token").containsKey("expires_in");
            assertThat(said).containsEntry("token_type", way.bindsToKey() ? "DPoP" : "Bearer");
            assertThat(token.getAudience()).containsExactly(API);
            assertThat(token.getStringClaim("client_id")).isEqualTo(one.id());
            assertThat(token.getJSONObjectClaim("cnf")).containsOnlyKeys(way.bindsToKey() ? "jkt" : "x5t#S256");
            assertThat(token.getClaim(isInDetail() ? "authorization_details" : "scope"))
                    .isEqualTo(isInDetail() ? List.of(Map.of("type", "plan", "plan", "A holiday")) : "read:plans");
            assertThat(said.get(isInDetail() ? "authorization_details" : "scope"))
                    .isEqualTo(token.getClaim(isInDetail() ? "authorization_details" : "scope"));
        }
    }

    @Test
    @DisplayName("the access token of plain OAuth opens no userinfo")
    void accessTokenOpensNoUserinfo() {
        assertThat(client.userInfo(member(redeemed(client, request(client)), "access_token"))
                        .getStatusCode())
                .isIn(401, 403);
    }

    @Test
    @DisplayName("user-rejects-authentication")
    void userRejectsAuthentication() {
        Map<String, String> request = with(request(client), "prompt", "consent");
        Stop login = browser.open(client.authorizationUri(client.handedIn(client.asProfiled(request))));
        Stop consent = browser.logIn(PlainBrowser.page(login));
        Stop answer = browser.submit(PlainBrowser.page(consent), Map.of("decision", "deny"));

        assertThat(client.read(PlainBrowser.answer(answer)))
                .containsEntry("error", "access_denied")
                .doesNotContainKey("code");
    }

    @Test
    @DisplayName("a type of authorization_details that nobody has declared is refused")
    void unknownTypeIsRefused() {
        Map<String, String> request = with(request(client), "authorization_details", "[{\"type\":\"unheard-of\"}]");

        assertThat(client.refusal(browser, client.asProfiled(request))).isEqualTo("invalid_authorization_details");
    }

    @Test
    @DisplayName("ensure-authorization-code-is-bound-to-client, ensure-holder-of-key-required")
    void codeIsOfNoUseToOthers() {
        Map<String, String> form =
                client.codeGrant(client.authorize(browser, request(client)).get("code"));
        FapiClient bare = way.bindsToKey() ? client : client.withoutWhatItHolds();

        assertThat(error(other.token(form))).isEqualTo("invalid_grant");
        assertThat(error(bare.token(form, new String[0])))
                .isEqualTo(way.bindsToKey() ? "invalid_request" : "invalid_client");
    }

    @Test
    @DisplayName("refresh-token")
    void refreshToken() throws Exception {
        Map<String, String> request = request(client);
        HTTPResponse first = redeemed(
                client, with(request, "scope", (request.getOrDefault("scope", "") + " offline_access").strip()));
        Map<String, String> form =
                Map.of("grant_type", "refresh_token", "refresh_token", member(first, "refresh_token"));

        assertThat(error(other.token(form))).isEqualTo("invalid_grant");
        Map<String, Object> next = client.token(form).getBodyAsJSONObject();

        assertThat(next).doesNotContainKey("id_token");
        assertThat(SignedJWT.parse(String.valueOf(next.get("access_token")))
                        .getJWTClaimsSet()
                        .getAudience())
                .containsExactly(API);
    }
}
