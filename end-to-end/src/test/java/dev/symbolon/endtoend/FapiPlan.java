package dev.symbolon.endtoend;

import static com.nimbusds.oauth2.sdk.http.HTTPRequest.Method.PUT;
import static dev.symbolon.endtoend.FapiClient.authenticated;
import static dev.symbolon.endtoend.FapiClient.bound;
import static dev.symbolon.endtoend.FapiClient.error;
import static dev.symbolon.endtoend.FapiClient.with;
import static dev.symbolon.endtoend.FapiClient.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.symbolon.endtoend.PlainBrowser.Stop;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the FAPI plans have in common: the modules of the OpenID Foundation's conformance suite, each by the end of its name. */
abstract class FapiPlan {

    @TempDir
    private static Path folder;

    private static FapiProvider provider;

    private FapiWay way;
    private FapiClient client;
    private FapiClient other;
    private PlainBrowser browser;

    @BeforeAll
    static void startProvider() {
        provider = FapiProvider.start(folder);
    }

    @AfterAll
    static void stopProvider() {
        provider.close();
    }

    abstract FapiWay chosen();

    @BeforeEach
    void meet() {
        way = chosen();
        client = provider.client(way, "first");
        other = provider.client(way, "second");
        browser = provider.browser();
    }

    FapiWay way() {
        return way;
    }

    FapiClient client() {
        return client;
    }

    FapiClient other() {
        return other;
    }

    PlainBrowser browser() {
        return browser;
    }

    String code() {
        return client.authorize(browser, client.request()).get("code");
    }

    String refusal(Map<String, String> request) {
        return client.refusal(browser, client.asProfiled(request));
    }

    String refusal(UnaryOperator<Map<String, Object>> bend) {
        return client.refusal(browser, carrying(bend));
    }

    Map<String, String> carrying(UnaryOperator<Map<String, Object>> bend) {
        return client.carrying(client.signatures().object(bend.apply(client.claims(client.request()))));
    }

    static UnaryOperator<Map<String, Object>> saying(String name, Object value) {
        return claims -> {
            Map<String, Object> changed = new LinkedHashMap<>(claims);
            changed.put(name, value);
            return changed;
        };
    }

    static UnaryOperator<Map<String, Object>> lacking(String name) {
        return claims -> {
            Map<String, Object> changed = new LinkedHashMap<>(claims);
            changed.remove(name);
            return changed;
        };
    }

    static UnaryOperator<Map<String, Object>> both(
            UnaryOperator<Map<String, Object>> first, UnaryOperator<Map<String, Object>> second) {
        return claims -> second.apply(first.apply(claims));
    }

    static Map<String, String> refreshGrant(OIDCTokenResponse tokens) {
        return Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                tokens.getOIDCTokens().getRefreshToken().getValue());
    }

    static String access(OIDCTokenResponse tokens) {
        return tokens.getOIDCTokens().getAccessToken().getValue();
    }

    @Test
    @DisplayName("discovery-end-point-verification")
    void discoveryEndpointVerification() {
        OIDCProviderMetadata metadata = client.judge().metadata();

        assertThat(metadata.getTokenEndpointAuthMethods())
                .contains(
                        ClientAuthenticationMethod.PRIVATE_KEY_JWT,
                        ClientAuthenticationMethod.TLS_CLIENT_AUTH,
                        ClientAuthenticationMethod.SELF_SIGNED_TLS_CLIENT_AUTH);
        assertThat(metadata.supportsTLSClientCertificateBoundAccessTokens()).isTrue();
        for (List<JWSAlgorithm> algorithms : List.of(
                metadata.getIDTokenJWSAlgs(),
                metadata.getUserInfoJWSAlgs(),
                metadata.getRequestObjectJWSAlgs(),
                metadata.getTokenEndpointJWSAlgs(),
                metadata.getAuthorizationJWSAlgs(),
                metadata.getDPoPJWSAlgs())) {
            assertThat(algorithms)
                    .contains(JWSAlgorithm.PS256, JWSAlgorithm.ES256)
                    .doesNotContain(new JWSAlgorithm("none"));
        }
        assertThat(metadata.getCodeChallengeMethods()).containsExactly(CodeChallengeMethod.S256);
        assertThat(metadata.supportsAuthorizationResponseIssuerParam()).isTrue();
        assertThat(metadata.getPushedAuthorizationRequestEndpointURI()).isNotNull();
        assertThat(client.judge().keys().getKeys())
                .filteredOn(key -> KeyUse.SIGNATURE.equals(key.getKeyUse()))
                .extracting(JWK::getKeyID)
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("happy-flow, with client 1 and client 2, whose tokens are of no use to each other")
    void happyFlow() {
        for (FapiClient one : List.of(client, other)) {
            OIDCTokenResponse tokens = one.tokens(browser, one.request());
            IDTokenClaimsSet idToken = one.idToken(tokens);
            HTTPResponse userInfo = one.userInfo(access(tokens));

            assertThat(tokens.getOIDCTokens().getAccessToken().getType().getValue())
                    .isEqualTo(way.bindsToKey() ? "DPoP" : "Bearer");
            assertThat(tokens.getOIDCTokens().getIDToken().getHeader().getAlgorithm())
                    .isEqualTo(JWSAlgorithm.ES256);
            assertThat(userInfo.getStatusCode()).isEqualTo(200);
            assertThat(userInfo.getHeaderValue("Date")).isNotNull();
            assertThat(FapiClient.member(userInfo, "sub"))
                    .isEqualTo(idToken.getSubject().getValue());
            FapiClient thief = one.id().equals(client.id()) ? other : client;
            assertThat(thief.userInfo(access(tokens)).getStatusCode()).isEqualTo(401);
            assertThat(one.withoutWhatItHolds().userInfo(access(tokens)).getStatusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    @DisplayName("user-rejects-authentication")
    void userRejectsAuthentication() {
        Map<String, String> request = with(client.request(), "prompt", "consent");
        Stop login = browser.open(client.authorizationUri(client.handedIn(client.asProfiled(request))));
        Stop consent = browser.logIn(PlainBrowser.page(login));
        Stop answer = browser.submit(PlainBrowser.page(consent), Map.of("decision", "deny"));

        Map<String, String> said = client.read(PlainBrowser.answer(answer));

        assertThat(said).containsEntry("error", "access_denied").doesNotContainKey("code");
        assertThat(said).containsEntry("state", IndependentClient.STATE.getValue());
    }

    @Test
    @DisplayName("ensure-authorization-request-without-state-success")
    void ensureAuthorizationRequestWithoutStateSuccess() {
        Map<String, String> said = client.authorize(browser, without(client.request(), "state"));

        assertThat(said).containsKey("code").doesNotContainKey("state");
    }

    @Test
    @DisplayName("ensure-other-scope-order-succeeds")
    void ensureOtherScopeOrderSucceeds() {
        for (String scope : List.of("openid email", "email openid")) {
            OIDCTokenResponse tokens = client.tokens(browser, with(client.request(), "scope", scope));

            assertThat(FapiClient.member(client.userInfo(access(tokens)), "email"))
                    .isEqualTo(TestDemo.USERNAME);
        }
    }

    @Test
    @DisplayName("access-token-type-header-case-sensitivity")
    void accessTokenTypeHeaderCaseSensitivity() {
        String token = access(client.tokens(browser, client.request()));

        for (String scheme : way.bindsToKey() ? List.of("dpop", "DPOP") : List.of("bearer", "BEARER")) {
            assertThat(client.userInfo(scheme, token, claims -> claims).getStatusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName("ensure-request-object-with-64-char-nonce-success, …-with-long-nonce, …-with-long-state")
    void ensureLongNonceAndState() {
        for (int length : List.of(64, 384)) {
            Map<String, String> request = with(client.request(), "nonce", "n".repeat(length));

            assertThat(client.authorize(browser, request)).containsKey("code");
        }
        assertThat(client.authorize(browser, with(client.request(), "state", "s".repeat(1_000))))
                .containsEntry("state", "s".repeat(1_000));
    }

    @Test
    @DisplayName("ensure-registered-redirect-uri, ensure-redirect-uri-in-authorization-request")
    void ensureRegisteredRedirectUri() {
        String elsewhere = PlannedProvider.REDIRECT_URI + "/elsewhere";

        assertThat(refusal(with(client.request(), "redirect_uri", elsewhere)))
                .isEqualTo(way.pushed() ? "invalid_request" : "page");
        assertThat(refusal(without(client.request(), "redirect_uri")))
                .isEqualTo(way.pushed() ? "invalid_request" : "page");
    }

    @Test
    @DisplayName("ensure-client-id-in-token-endpoint")
    void ensureClientIdInTokenEndpoint() {
        assumeTrue(way.provesByKey());

        assertThat(error(client.token(with(client.codeGrant(code()), "client_id", other.id()))))
                .isEqualTo("invalid_client");
    }

    @Test
    @DisplayName("ensure-client-id-in-token-endpoint, with a certificate")
    void ensureClientIdInTokenEndpointWithACertificate() {
        assumeTrue(!way.provesByKey());
        Map<String, String> form = client.codeGrant(code());

        assertThat(error(client.post("token_endpoint", form, proofs()))).isEqualTo("invalid_client");
        assertThat(error(client.post("token_endpoint", with(form, "client_id", other.id()), proofs())))
                .isEqualTo("invalid_client");
    }

    private String[] proofs() {
        return way.bindsToKey() ? new String[] {client.proofFor("token_endpoint")} : new String[0];
    }

    @Test
    @DisplayName("ensure-mtls-holder-of-key-required, ensure-holder-of-key-required")
    void ensureHolderOfKeyRequired() {
        Map<String, String> form = client.codeGrant(code());
        FapiClient bare = way.bindsToKey() ? client : client.withoutWhatItHolds();

        assertThat(error(bare.token(form, new String[0])))
                .isEqualTo(way.provesByKey() || way.bindsToKey() ? "invalid_request" : "invalid_client");
        assertThat(client.token(form).getStatusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("ensure-authorization-code-is-bound-to-client")
    void ensureAuthorizationCodeIsBoundToClient() {
        assertThat(error(other.token(other.codeGrant(code())))).isEqualTo("invalid_grant");
    }

    @Test
    @DisplayName("attempt-reuse-authorization-code-after-one-second")
    void attemptReuseAuthorizationCode() {
        Map<String, String> form = client.codeGrant(code());
        String token = access(client.tokens(form));

        assertThat(error(client.token(form))).isEqualTo("invalid_grant");
        assertThat(client.userInfo(token).getStatusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName(
            "ensure-client-assertion-in-token-endpoint, ensure-signed-client-assertion-with-RS256-fails, …-with-exp-is-5-minutes-in-past-fails, …-with-wrong-aud-fails, …-with-no-sub-fails")
    void ensureClientAssertion() {
        assumeTrue(way.provesByKey());
        Map<String, String> form = client.codeGrant(code());
        FapiSignatures by = client.signatures();
        Map<String, Object> good = client.assertion();

        for (String assertion : List.of(
                by.signed(JWSAlgorithm.RS256, "JWT", good),
                FapiSignatures.unsigned(good),
                by.assertion(saying("exp", FapiClient.now() - 300).apply(good)),
                by.assertion(saying("aud", "https://other.example.org/token").apply(good)),
                other.signatures().assertion(good))) {
            assertThat(error(client.post("token_endpoint", authenticated(form, assertion), proofs())))
                    .isEqualTo("invalid_client");
        }
        assertThat(error(client.post(
                        "token_endpoint",
                        authenticated(form, by.assertion(lacking("sub").apply(good))),
                        proofs())))
                .isIn("invalid_client", "invalid_request");
        assertThat(error(client.post("token_endpoint", with(form, "client_id", client.id()), proofs())))
                .isEqualTo("invalid_client");
    }

    @Test
    @DisplayName("refresh-token")
    void refreshToken() {
        OIDCTokenResponse first = client.tokens(browser, with(client.request(), "scope", "openid offline_access"));

        assertThat(error(other.token(refreshGrant(first)))).isEqualTo("invalid_grant");
        OIDCTokenResponse next = client.tokens(refreshGrant(first));

        assertThat(client.userInfo(access(next)).getStatusCode()).isEqualTo(200);
        assertThat(other.userInfo(access(next)).getStatusCode()).isEqualTo(401);
        assertThat(first.getOIDCTokens()
                        .getRefreshToken()
                        .equals(next.getOIDCTokens().getRefreshToken()))
                .isEqualTo(!way.isFapi1());
    }

    @Test
    @DisplayName("par-ensure-reused-request-uri-prior-to-auth-completion-succeeds, par-without-duplicate-parameters")
    void parEnsureReusedRequestUriPriorToAuthCompletionSucceeds() {
        assumeTrue(way.pushed());
        Map<String, String> reference = client.handedIn(client.asProfiled(client.request()));
        PlainBrowser.page(browser.open(client.authorizationUri(reference)));

        assertThat(client.read(browser.authorize(client.authorizationUri(reference))))
                .containsKey("code");
    }

    @Test
    @DisplayName("par-attempt-to-use-request_uri-for-different-client")
    void parAttemptToUseRequestUriForDifferentClient() {
        assumeTrue(way.pushed());
        Map<String, String> reference = client.handedIn(client.asProfiled(client.request()));

        Stop stop = browser.open(client.authorizationUri(with(reference, "client_id", other.id())));

        assertThat(PlainBrowser.page(stop).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("par-authorization-request-containing-request_uri-form-param, par-attempt-invalid-http-method")
    void parRejectRequestUriAndInvalidHttpVerb() {
        assumeTrue(way.pushed());
        Map<String, String> reference = client.handedIn(client.asProfiled(client.request()));

        assertThat(error(client.push(with(reference, "response_type", "code")))).isEqualTo("invalid_request");
        assertThat(client.send(new HTTPRequest(PUT, client.endpoint("pushed_authorization_request_endpoint")))
                        .getStatusCode())
                .isEqualTo(405);
    }

    @Test
    @DisplayName("par-ensure-pkce-required, par-ensure-plain-pkce-rejected")
    void parEnsurePkceRequired() {
        assumeTrue(way.pushed());

        assertThat(refusal(without(client.request(), "code_challenge", "code_challenge_method")))
                .isEqualTo("invalid_request");
        assertThat(refusal(with(client.request(), "code_challenge_method", "plain")))
                .isEqualTo("invalid_request");
        assertThat(refusal(without(client.request(), "code_challenge_method"))).isEqualTo("invalid_request");
    }

    @Test
    @DisplayName("ensure-pkce-code-verifier-required, incorrect-pkce-code-verifier-rejected")
    void ensurePkceCodeVerifierRequired() {
        String code = client.authorize(browser, bound(client.request())).get("code");
        Map<String, String> form = without(client.codeGrant(code), "code_verifier");

        assertThat(error(client.token(form))).isEqualTo("invalid_grant");
        String another = client.authorize(browser, bound(client.request())).get("code");
        assertThat(error(client.token(with(client.codeGrant(another), "code_verifier", "w".repeat(43)))))
                .isEqualTo("invalid_grant");
    }
}
