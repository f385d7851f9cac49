package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.http.HTTPRequest.Method;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.AuthorizationCodeValidator;
import dev.symbolon.endtoend.PlainBrowser.Stop;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the plans for Basic, Implicit, Hybrid and Form Post have in common: the modules of the OpenID Foundation's conformance suite,
 * each by its name, done again from outside. They are for one response type, one response mode and one kind of client at a time.
 */
@SuppressWarnings("FieldCanBeFinal") // JUnit sets the parameters.
abstract class CorePlan {

    @TempDir
    private static Path folder;

    private static PlannedProvider provider;

    @Parameter(0)
    private String responseType = "";

    @Parameter(1)
    private String responseMode = "";

    @Parameter(2)
    private String registration = "";

    private IndependentClient client;
    private PlainBrowser browser;

    @BeforeAll
    static void startProvider() {
        provider = PlannedProvider.start(folder);
    }

    @AfterAll
    static void stopProvider() {
        provider.close();
    }

    @BeforeEach
    void meet() {
        client = registration.equals("static") ? provider.declared() : provider.registered(metadata());
        browser = provider.browser();
    }

    private OIDCClientMetadata metadata() {
        return PlannedProvider.metadata(responseType);
    }

    private boolean has(String part) {
        return List.of(responseType.split(" ")).contains(part);
    }

    /** What the suite sends: neither PKCE nor an API, unless a module is about that. */
    private AuthorizationParameters request(IndependentClient asking) {
        AuthorizationParameters request = asking.request(responseType)
                .without("audience")
                .without("code_challenge")
                .without("code_challenge_method")
                .with("scope", "openid");
        return responseMode.equals("default") ? request : request.with("response_mode", responseMode);
    }

    private AuthorizationParameters request() {
        return request(client);
    }

    /** What a client has in the end. */
    private record Outcome(
            Optional<IDTokenClaimsSet> front,
            Optional<IDTokenClaimsSet> back,
            Optional<AccessToken> frontAccess,
            Optional<OIDCTokenResponse> tokens) {

        IDTokenClaimsSet idToken() {
            return back.or(() -> front).orElseThrow();
        }

        AccessToken access() {
            return tokens.map(all -> all.getTokens().getAccessToken())
                    .or(() -> frontAccess)
                    .orElseThrow();
        }
    }

    private Outcome outcome(AuthorizationParameters request) {
        return outcome(client, browser.authorize(request.uri()));
    }

    private Outcome outcome(IndependentClient asking, Stop.Answer answer) {
        AuthenticationSuccessResponse response = asking.parse(answer).toSuccessResponse();
        assertThat(response.getState()).isEqualTo(IndependentClient.STATE);
        assertThat(response.getIssuer().getValue()).isEqualTo(provider.issuer().toString());
        assertThat(answer.posted().isPresent()).isEqualTo(responseMode.equals("form_post"));
        Optional<IDTokenClaimsSet> front =
                Optional.ofNullable(response.getIDToken()).map(asking::validate);
        Optional<OIDCTokenResponse> tokens = Optional.ofNullable(response.getAuthorizationCode())
                .map(code -> IndependentClient.tokens(redeem(asking, code)));
        Optional<IDTokenClaimsSet> back =
                tokens.map(all -> asking.validate(all.getOIDCTokens().getIDToken()));
        checkHashes(response, front);
        front.ifPresent(
                claims -> back.ifPresent(later -> assertThat(later.getSubject()).isEqualTo(claims.getSubject())));
        return new Outcome(front, back, Optional.ofNullable(response.getAccessToken()), tokens);
    }

    private static void checkHashes(AuthenticationSuccessResponse response, Optional<IDTokenClaimsSet> front) {
        front.ifPresent(claims -> assertThatCode(() -> {
                    if (response.getAuthorizationCode() != null) {
                        AuthorizationCodeValidator.validate(
                                response.getAuthorizationCode(), JWSAlgorithm.RS256, claims.getCodeHash());
                    }
                    if (response.getAccessToken() != null) {
                        AccessTokenValidator.validate(
                                response.getAccessToken(), JWSAlgorithm.RS256, claims.getAccessTokenHash());
                    }
                })
                .doesNotThrowAnyException());
    }

    private static TokenResponse redeem(IndependentClient asking, AuthorizationCode code) {
        return asking.token(new AuthorizationCodeGrant(code, PlannedProvider.REDIRECT_URI));
    }

    private UserInfo userInfo(AccessToken token) {
        return client.userInfo(Method.GET, token).toSuccessResponse().getUserInfo();
    }

    private String error(AuthorizationParameters request) {
        return client.parse(browser.authorize(request.uri()))
                .toErrorResponse()
                .getErrorObject()
                .getCode();
    }

    @Test
    @DisplayName("oidcc-server")
    void oidccServer() {
        Outcome outcome = outcome(request());

        assertThat(outcome.front().isPresent()).isEqualTo(has("id_token"));
        assertThat(outcome.frontAccess().isPresent()).isEqualTo(has("token"));
        assertThat(outcome.tokens().isPresent()).isEqualTo(has("code"));
        if (!responseType.equals("id_token")) {
            assertThat(userInfo(outcome.access()).getSubject())
                    .isEqualTo(outcome.idToken().getSubject());
        }
    }

    @Test
    @DisplayName("oidcc-server-client-secret-post")
    void oidccServerClientSecretPost() {
        assumeTrue(registration.equals("dynamic") && has("code"));
        OIDCClientMetadata metadata = metadata();
        metadata.setTokenEndpointAuthMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST);
        IndependentClient posting = provider.registered(metadata);

        assertThat(outcome(posting, browser.authorize(request(posting).uri())).tokens())
                .isPresent();
    }

    @Test
    @DisplayName("oidcc-response-type-missing")
    void oidccResponseTypeMissing() {
        Stop stop = browser.open(
                request().without("response_type").without("response_mode").uri());

        assertThat(PlainBrowser.answer(stop).parameters().get("error")).containsExactly("invalid_request");
    }

    @Test
    @DisplayName("oidcc-idtoken-signature")
    void oidccIdTokenSignature() {
        AuthenticationSuccessResponse response =
                client.parse(browser.authorize(request().uri())).toSuccessResponse();
        var idToken = has("id_token")
                ? response.getIDToken()
                : IndependentClient.tokens(redeem(client, response.getAuthorizationCode()))
                        .getOIDCTokens()
                        .getIDToken();

        JWSHeader header = (JWSHeader) idToken.getHeader();
        assertThat(header.getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        assertThat(client.keys().getKeyByKeyId(header.getKeyID())).isNotNull();
    }

    @ParameterizedTest(name = "oidcc-userinfo-{0}")
    @ValueSource(strings = {"get", "post-header", "post-body"})
    void oidccUserinfo(String way) throws Exception {
        assumeTrue(!responseType.equals("id_token"));
        Outcome outcome = outcome(request());
        String token = outcome.access().getValue();
        HttpRequest.Builder ask = HttpRequest.newBuilder(client.metadata().getUserInfoEndpointURI());
        HttpRequest asked = switch (way) {
            case "get" -> ask.header("Authorization", "Bearer " + token).GET().build();
            case "post-header" ->
                ask.header("Authorization", "Bearer " + token)
                        .POST(BodyPublishers.noBody())
                        .build();
            default ->
                ask.header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("access_token=" + token))
                        .build();
        };

        HttpResponse<String> answer;
        try (HttpClient http = HttpClient.newHttpClient()) {
            answer = http.send(asked, BodyHandlers.ofString());
        }

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(UserInfo.parse(answer.body()).getSubject())
                .isEqualTo(outcome.idToken().getSubject());
    }

    @Test
    @DisplayName("oidcc-ensure-request-without-nonce-fails, -succeeds-for-code-flow")
    void oidccEnsureRequestWithoutNonce() {
        AuthorizationParameters request = request().without("nonce");

        if (has("id_token")) {
            assertThat(error(request)).isEqualTo("invalid_request");
        } else {
            assertThat(client.parse(browser.authorize(request.uri())).indicatesSuccess())
                    .isTrue();
        }
    }

    @ParameterizedTest(name = "oidcc-scope-{0}")
    @CsvSource({
        "profile, openid profile, name given_name family_name birthdate picture website zoneinfo locale updated_at",
        "email, openid email, email email_verified",
        "address, openid address, address",
        "phone, openid phone, phone_number phone_number_verified",
        "all, openid profile email address phone, name email address phone_number",
        "other-order, email openid, email email_verified"
    })
    void oidccScope(String module, String scope, String claims) {
        Outcome outcome = outcome(request().with("scope", scope));

        Set<String> said = responseType.equals("id_token")
                ? outcome.idToken().toJSONObject().keySet()
                : userInfo(outcome.access()).toJSONObject().keySet();
        assertThat(said).contains(claims.split(" "));
    }

    @ParameterizedTest(name = "oidcc-display-{0}")
    @ValueSource(strings = {"page", "popup"})
    void oidccDisplay(String display) {
        assertThat(outcome(request().with("display", display)).idToken()).isNotNull();
    }

    @Test
    @DisplayName("oidcc-prompt-login")
    void oidccPromptLogin() {
        Outcome first = outcome(request());

        Stop stop = browser.open(request().with("prompt", "login").uri());
        assertThat(PlainBrowser.page(stop).asks("/login")).isTrue();
        Outcome second = outcome(client, browser.comeBack(stop));

        assertThat(second.idToken().getSubject()).isEqualTo(first.idToken().getSubject());
        assertThat(second.idToken().getAuthenticationTime())
                .isAfterOrEqualTo(first.idToken().getAuthenticationTime());
    }

    @Test
    @DisplayName("oidcc-prompt-none-not-logged-in")
    void oidccPromptNoneNotLoggedIn() {
        Stop.Answer answer = PlainBrowser.answer(
                browser.open(request().with("prompt", "none").uri()));

        assertThat(answer.parameters().get("error")).containsExactly("login_required");
        assertThat(answer.parameters().get("state")).containsExactly(IndependentClient.STATE.getValue());
    }

    @Test
    @DisplayName("oidcc-prompt-none-logged-in")
    void oidccPromptNoneLoggedIn() {
        Outcome first = outcome(request());

        Stop stop = browser.open(request().with("prompt", "none").uri());
        Outcome second = outcome(client, PlainBrowser.answer(stop));

        assertThat(second.idToken().getSubject()).isEqualTo(first.idToken().getSubject());
        assertThat(second.idToken().getAuthenticationTime())
                .isEqualTo(first.idToken().getAuthenticationTime());
    }

    @Test
    @DisplayName("oidcc-max-age-1")
    void oidccMaxAge1() {
        Outcome first = outcome(request().with("max_age", "1"));

        Stop stop = browser.open(request().with("max_age", "1").uri());
        while (!(stop instanceof Stop.Page)) {
            stop = browser.open(request().with("max_age", "1").uri());
        }
        assertThat(PlainBrowser.page(stop).asks("/login")).isTrue();
        Outcome second = outcome(client, browser.comeBack(stop));

        assertThat(second.idToken().getAuthenticationTime())
                .isAfter(first.idToken().getAuthenticationTime());
    }

    @Test
    @DisplayName("oidcc-max-age-10000")
    void oidccMaxAge10000() {
        Outcome first = outcome(request());

        Stop stop = browser.open(request().with("max_age", "10000").uri());
        Outcome second = outcome(client, PlainBrowser.answer(stop));

        assertThat(second.idToken().getAuthenticationTime())
                .isEqualTo(first.idToken().getAuthenticationTime());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "oidcc-ensure-request-with-unknown-parameter-succeeds, extra, foobar",
        "oidcc-login-hint, login_hint, ada@example.com",
        "oidcc-ui-locales, ui_locales, se",
        "oidcc-claims-locales, claims_locales, se",
        "oidcc-ensure-request-with-acr-values-succeeds, acr_values, 1 2"
    })
    void oidccParameter(String module, String name, String value) {
        assertThat(outcome(request().with(name, value)).idToken().getSubject()).isNotNull();
    }

    @Test
    @DisplayName("oidcc-id-token-hint")
    void oidccIdTokenHint() {
        AuthenticationSuccessResponse response =
                client.parse(browser.authorize(request().uri())).toSuccessResponse();
        var hint = has("id_token")
                ? response.getIDToken()
                : IndependentClient.tokens(redeem(client, response.getAuthorizationCode()))
                        .getOIDCTokens()
                        .getIDToken();

        Stop stop = browser.open(request()
                .with("prompt", "none")
                .with("id_token_hint", hint.serialize())
                .uri());

        assertThat(outcome(client, PlainBrowser.answer(stop)).idToken().getSubject())
                .isEqualTo(client.validate(hint).getSubject());
    }

    @Test
    @DisplayName("oidcc-codereuse, oidcc-codereuse-30seconds")
    void oidccCodeReuse() {
        assumeTrue(has("code"));
        AuthorizationCode code = client.parse(browser.authorize(request().uri()))
                .toSuccessResponse()
                .getAuthorizationCode();
        AccessToken token =
                IndependentClient.tokens(redeem(client, code)).getTokens().getAccessToken();

        assertThat(IndependentClient.error(redeem(client, code))).isEqualTo("invalid_grant");
        assertThat(client.isAlive(token)).isFalse();
    }

    @Test
    @DisplayName("oidcc-ensure-registered-redirect-uri")
    void oidccEnsureRegisteredRedirectUri() {
        Stop stop = browser.open(request()
                .with("redirect_uri", "https://app.example.org/callback/other")
                .uri());

        assertThat(PlainBrowser.page(stop).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("oidcc-ensure-post-request-succeeds")
    void oidccEnsurePostRequestSucceeds() {
        AuthorizationParameters request = request();

        Stop.Answer answer = browser.comeBack(browser.post(request.endpoint(), request.values()));

        assertThat(outcome(client, answer).idToken().getSubject()).isNotNull();
    }

    @Test
    @DisplayName("oidcc-ensure-request-with-valid-pkce-succeeds")
    void oidccEnsureRequestWithValidPkceSucceeds() {
        assumeTrue(has("code"));
        AuthorizationParameters usual = client.request(responseType);
        AuthorizationParameters request = request()
                .with("code_challenge", usual.values().get("code_challenge").getFirst())
                .with("code_challenge_method", "S256");

        AuthorizationCode code = client.parse(browser.authorize(request.uri()))
                .toSuccessResponse()
                .getAuthorizationCode();

        assertThat(client.tokens(code).getTokens().getAccessToken()).isNotNull();
    }

    @Test
    @DisplayName("oidcc-claims-essential")
    void oidccClaimsEssential() {
        String where = responseType.equals("id_token") ? "id_token" : "userinfo";
        Outcome outcome = outcome(request().with("claims", "{\"" + where + "\":{\"name\":{\"essential\":true}}}"));

        Map<String, Object> said = where.equals("id_token")
                ? outcome.idToken().toJSONObject()
                : userInfo(outcome.access()).toJSONObject();
        assertThat(said).containsEntry("name", "Ada Lovelace");
        if (where.equals("userinfo")) {
            assertThat(outcome.idToken().toJSONObject()).doesNotContainKey("name");
        }
    }

    @Test
    @DisplayName("oidcc-unsigned-request-object-…, oidcc-request-uri-unsigned-… are skipped: none is not offered")
    void oidccUnsignedRequestObject() {
        assertThat(client.metadata().getRequestObjectJWSAlgs()).doesNotContain(new JWSAlgorithm("none"));
        assertThat(error(request().with("request", "eyJhbGciOiJub25lIn0.e30."))).isEqualTo("invalid_request_object");
    }

    @Test
    @DisplayName("oidcc-ensure-request-object-with-redirect-uri")
    void oidccEnsureRequestObjectWithRedirectUri() {
        assumeTrue(registration.equals("dynamic"));
        RSAKey key = PlannedProvider.newKey("own");
        OIDCClientMetadata metadata = metadata();
        metadata.setJWKSet(new JWKSet(key.toPublicJWK()));
        IndependentClient signing = provider.registered(metadata);
        AuthorizationParameters request = request(signing);
        SignedJWT object = provider.signed(request, key);

        Stop.Answer answer = browser.authorize(request.with("redirect_uri", "https://app.example.org/other")
                .with("request", object.serialize())
                .uri());

        assertThat(answer.address().toString()).startsWith(PlannedProvider.REDIRECT_URI.toString());
        assertThat(outcome(signing, answer).idToken()).isNotNull();
    }

    @Test
    @DisplayName("oidcc-refresh-token")
    void oidccRefreshToken() {
        assumeTrue(has("code"));
        Outcome outcome =
                outcome(request().with("scope", "openid offline_access").with("prompt", "consent"));
        var token = outcome.tokens().orElseThrow().getTokens().getRefreshToken();
        IndependentClient other = provider.registered(metadata());

        assertThat(IndependentClient.error(other.refresh(token))).isEqualTo("invalid_grant");
        OIDCTokenResponse refreshed = IndependentClient.tokens(client.refresh(token));
        assertThat(userInfo(refreshed.getTokens().getAccessToken()).getSubject())
                .isEqualTo(outcome.idToken().getSubject());
    }
}
