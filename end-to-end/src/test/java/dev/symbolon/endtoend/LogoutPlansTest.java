package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import dev.symbolon.endtoend.PlainBrowser.Stop;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The modules of the plans for logout")
class LogoutPlansTest {

    private static final String AFTERWARDS = "https://app.example.org/post_logout_redirect";

    @TempDir
    private static Path folder;

    private static PlannedProvider provider;

    @AutoClose
    private final ClientSite site = ClientSite.open();

    private final PlainBrowser browser = provider.browser();

    @BeforeAll
    static void startProvider() {
        provider = PlannedProvider.start(folder);
    }

    @AfterAll
    static void stopProvider() {
        provider.close();
    }

    private static OIDCClientMetadata metadata() {
        OIDCClientMetadata metadata = PlannedProvider.metadata("code");
        metadata.setPostLogoutRedirectionURIs(Set.of(URI.create(AFTERWARDS)));
        return metadata;
    }

    private static AuthorizationParameters request(IndependentClient client) {
        return client.request("code")
                .without("audience")
                .without("code_challenge")
                .without("code_challenge_method")
                .with("scope", "openid");
    }

    private JWT signIn(IndependentClient client) {
        var code = client.parse(browser.authorize(request(client).uri()))
                .toSuccessResponse()
                .getAuthorizationCode();
        return IndependentClient.tokens(client.token(new AuthorizationCodeGrant(code, PlannedProvider.REDIRECT_URI)))
                .getOIDCTokens()
                .getIDToken();
    }

    private static Map<String, String> usual(JWT hint) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("id_token_hint", hint.serialize());
        parameters.put("post_logout_redirect_uri", AFTERWARDS);
        parameters.put("state", "of-the-logout");
        return parameters;
    }

    private Stop logOut(IndependentClient client, Map<String, String> parameters) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        parameters.forEach((name, value) -> query.put(name, List.of(value)));
        return browser.open(
                URI.create(client.metadata().getEndSessionEndpointURI() + "?" + URLUtils.serializeParameters(query)));
    }

    private boolean isSignedIn(IndependentClient client) {
        Stop.Answer answer = PlainBrowser.answer(
                browser.open(request(client).with("prompt", "none").uri()));
        return answer.parameters().containsKey("code");
    }

    @Nested
    @DisplayName("RP-Initiated Logout")
    class RpInitiated {

        private final IndependentClient client = provider.registered(metadata());
        private final JWT idToken = signIn(client);

        @Test
        @DisplayName("oidcc-rp-initiated-logout")
        void oidccRpInitiatedLogout() {
            Stop.Answer answer = PlainBrowser.answer(logOut(client, usual(idToken)));

            assertThat(answer.address().toString()).startsWith(AFTERWARDS);
            assertThat(answer.query()).containsEntry("state", List.of("of-the-logout"));
            assertThat(isSignedIn(client)).isFalse();
        }

        @Test
        @DisplayName("oidcc-rp-initiated-logout-no-state")
        void oidccRpInitiatedLogoutNoState() {
            Map<String, String> parameters = usual(idToken);
            parameters.remove("state");

            assertThat(PlainBrowser.answer(logOut(client, parameters)).address())
                    .hasToString(AFTERWARDS);
            assertThat(isSignedIn(client)).isFalse();
        }

        @Test
        @DisplayName("oidcc-rp-initiated-logout-bad-post-logout-redirect-uri")
        void oidccRpInitiatedLogoutBadLogoutRedirectUri() {
            Map<String, String> parameters = usual(idToken);
            parameters.put("post_logout_redirect_uri", AFTERWARDS + "/other");

            assertThat(PlainBrowser.page(logOut(client, parameters)).status()).isEqualTo(400);
        }

        @Test
        @DisplayName("oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri")
        void oidccRpInitiatedLogoutQueryAdded() {
            Map<String, String> parameters = usual(idToken);
            parameters.put("post_logout_redirect_uri", AFTERWARDS + "?foo=bar");

            assertThat(PlainBrowser.page(logOut(client, parameters)).status()).isEqualTo(400);
        }

        @Test
        @DisplayName("oidcc-rp-initiated-logout-modified-id-token-hint, -bad-id-token-hint")
        void oidccRpInitiatedLogoutModifiedIdTokenHint() throws Exception {
            SignedJWT foreign = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), idToken.getJWTClaimsSet());
            foreign.sign(new RSASSASigner(PlannedProvider.newKey("foreign")));
            for (String hint :
                    List.of(new PlainJWT(idToken.getJWTClaimsSet()).serialize(), foreign.serialize(), "not-a-token")) {
                Map<String, String> parameters = usual(idToken);
                parameters.put("id_token_hint", hint);

                assertThat(logOut(client, parameters)).isInstanceOf(Stop.Page.class);
                assertThat(isSignedIn(client)).isTrue();
            }
        }

        @Test
        @DisplayName("oidcc-rp-initiated-logout-no-id-token-hint")
        void oidccRpInitiatedLogoutNoIdTokenHint() {
            Map<String, String> parameters = usual(idToken);
            parameters.remove("id_token_hint");

            assertThat(logOut(client, parameters)).isInstanceOf(Stop.Page.class);
            assertThat(isSignedIn(client)).isTrue();
        }

        @Test
        @DisplayName("oidcc-rp-initiated-logout-no-params, -only-state")
        void oidccRpInitiatedLogoutNoParams() {
            for (Map<String, String> parameters : List.of(Map.<String, String>of(), Map.of("state", "s"))) {
                Stop.Page question = PlainBrowser.page(logOut(client, parameters));

                assertThat(question.asks("/oidc/logout/confirm")).isTrue();
                PlainBrowser.page(browser.submit(question, Map.of("decision", "sign_out")));
                assertThat(isSignedIn(client)).isFalse();
                signIn(client);
            }
        }

        @Test
        @DisplayName("oidcc-rp-initiated-logout-no-post-logout-redirect-uri")
        void oidccRpInitiatedLogoutNoPostLogoutRedirectUri() {
            Map<String, String> parameters = usual(idToken);
            parameters.remove("post_logout_redirect_uri");

            assertThat(PlainBrowser.page(logOut(client, parameters)).status()).isEqualTo(200);
            assertThat(isSignedIn(client)).isFalse();
        }
    }

    @Test
    @DisplayName("oidcc-backchannel-rp-initiated-logout")
    void oidccBackchannelRpInitiatedLogout() throws Exception {
        OIDCClientMetadata metadata = metadata();
        metadata.setBackChannelLogoutURI(site.inbox());
        metadata.requiresBackChannelLogoutSession(true);
        var information = provider.register(metadata);
        IndependentClient client = provider.registered(information);
        JWT idToken = signIn(client);

        PlainBrowser.answer(logOut(client, usual(idToken)));
        String token =
                URLUtils.parseParameters(site.await()).get("logout_token").getFirst();

        JWTClaimsSet claims = new LogoutTokenValidator(
                        client.metadata().getIssuer(),
                        new ClientID(information.getID().getValue()),
                        JWSAlgorithm.RS256,
                        client.keys())
                .validate(SignedJWT.parse(token))
                .toJWTClaimsSet();
        assertThat(claims.getStringClaim("sid"))
                .isEqualTo(idToken.getJWTClaimsSet().getStringClaim("sid"));
        assertThat(claims.getSubject()).isEqualTo(idToken.getJWTClaimsSet().getSubject());
    }

    @Test
    @DisplayName("oidcc-frontchannel-rp-initiated-logout")
    void oidccFrontchannelRpInitiatedLogout() throws Exception {
        OIDCClientMetadata metadata = metadata();
        metadata.setFrontChannelLogoutURI(URI.create("https://app.example.org/front"));
        metadata.requiresFrontChannelLogoutSession(true);
        IndependentClient client = provider.registered(metadata);
        JWT idToken = signIn(client);

        Stop.Page page = PlainBrowser.page(logOut(client, usual(idToken)));

        URI frame = URI.create(page.document().select("iframe").attr("src"));
        Map<String, List<String>> query = URLUtils.parseParameters(frame.getRawQuery());
        assertThat(frame.toString()).startsWith("https://app.example.org/front?");
        assertThat(query).containsEntry("iss", List.of(provider.issuer().toString()));
        assertThat(query).containsEntry("sid", List.of(idToken.getJWTClaimsSet().getStringClaim("sid")));
        assertThat(page.document().select("#onward").attr("href")).startsWith(AFTERWARDS);
    }
}
