package dev.symbolon.server;

import static dev.symbolon.server.Fapi2Client.PROFILE;
import static dev.symbolon.server.ProfiledClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The modules of the conformance suite's plan for FAPI 2.0 in which all goes well, with private_key_jwt and DPoP, over HTTP and with two clients. */
@DisplayName("FAPI 2.0 Security Profile: fapi2-security-profile-final-…")
class Fapi2SecurityProfileTest {

    @AutoClose
    private final Fapi2Client fapi = new Fapi2Client();

    private final TestProvider provider = fapi.provider;
    private final ProfiledClient client = fapi.client;
    private final TestBrowser browser = fapi.browser;

    @Test
    @DisplayName("happy-flow, for client 1 and client 2")
    void leadsFromThePushedRequestToUserinfo() {
        for (ProfiledClient one : List.of(client, ProfiledClient.declare(provider, PROFILE))) {
            TestCallback callback = fapi.authorize(one, one.request());
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
        String token = client.token(client.codeGrant(fapi.code())).accessToken();
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
        assertThat(fapi.authorize(client.request().without("state")).all().names())
                .contains("code")
                .doesNotContain("state");
        assertThat(fapi.authorize(client.request().without("nonce")).code()).isNotEmpty();
        assertThat(fapi.authorize(with(client.request(), "nonce", "n".repeat(64)))
                        .code())
                .isNotEmpty();
        assertThat(fapi.authorize(with(client.request(), "state", "s".repeat(1_000)))
                        .all()
                        .one("state"))
                .contains("s".repeat(1_000));
    }

    @Test
    @DisplayName("ensure-other-scope-order-succeeds, test-claims-parameter-identity-claims")
    void takesScopesInAnyOrderAndClaims() {
        Parameters request = with(client.request(), "scope", "read:reports openid")
                .with("claims", "{\"userinfo\":{\"email\":{\"essential\":true}}}");
        TestTokens tokens =
                client.token(client.codeGrant(fapi.authorize(request).code()));

        assertThat(JsonObject.parse(client.userinfo(tokens.accessToken()).body())
                        .string("email"))
                .contains("ada@example.com");
    }

    @Test
    @DisplayName("access-token-type-header-case-sensitivity")
    void takesTheSchemeInAnyCase() {
        String token = client.token(client.codeGrant(fapi.code())).accessToken();

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
    @DisplayName("ensure-dpop-proof-with-iat-10-seconds-before-succeeds, …-after-succeeds, check-dpop-proof-nbf-exp")
    void takesProofsByClocksThatAreSomewhatWrong() {
        for (long offset : List.of(-10L, 10L)) {
            String proof = client.proofs()
                    .forToken(claims -> claims.with("iat", client.now() + offset)
                            .with("nbf", client.now())
                            .with("exp", client.now() + 300));

            assertThat(client.token(client.codeGrant(fapi.code()), proof).status())
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
