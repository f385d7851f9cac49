package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.client.ClientRegistrationResponse;
import com.nimbusds.oauth2.sdk.http.HTTPRequest.Method;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformation;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import dev.symbolon.endtoend.PlainBrowser.Stop;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All clients are registered dynamically, and prove themselves by a key. */
@DisplayName("The modules of the plan for Dynamic")
class DynamicPlanTest {

    private static final RSAKey KEY = PlannedProvider.newKey("first");

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
        metadata.setTokenEndpointAuthMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
        metadata.setJWKSet(new JWKSet(KEY.toPublicJWK()));
        return metadata;
    }

    private static OIDCClientMetadata publishing(URI jwks) {
        OIDCClientMetadata metadata = metadata();
        metadata.setJWKSet(null);
        metadata.setJWKSetURI(jwks);
        return metadata;
    }

    private static IndependentClient client(OIDCClientInformation information, RSAKey key, URI audience) {
        try {
            return provider.client(
                    information,
                    new PrivateKeyJWT(
                            new ClientID(information.getID().getValue()),
                            audience,
                            JWSAlgorithm.RS256,
                            key.toPrivateKey(),
                            key.getKeyID(),
                            null));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static IndependentClient client(OIDCClientInformation information) {
        return client(information, KEY, provider.issuer().resolve("/oauth/token"));
    }

    private static IndependentClient registered(OIDCClientMetadata metadata) {
        return client(provider.register(metadata));
    }

    private static AuthorizationParameters request(IndependentClient client) {
        return client.request("code")
                .without("audience")
                .without("code_challenge")
                .without("code_challenge_method")
                .with("scope", "openid");
    }

    private AuthorizationCode code(IndependentClient client, AuthorizationParameters request) {
        return client.parse(browser.authorize(request.uri()))
                .toSuccessResponse()
                .getAuthorizationCode();
    }

    private static TokenResponse redeem(IndependentClient client, AuthorizationCode code) {
        return client.token(new AuthorizationCodeGrant(code, PlannedProvider.REDIRECT_URI));
    }

    private OIDCTokenResponse tokens(IndependentClient client) {
        return IndependentClient.tokens(redeem(client, code(client, request(client))));
    }

    private static String error(ClientRegistrationResponse response) {
        return response.toErrorResponse().getErrorObject().getCode();
    }

    @Test
    @DisplayName("oidcc-server, oidcc-registration-dynamic, oidcc-idtoken-rs256")
    void oidccServer() {
        OIDCClientMetadata metadata = metadata();
        metadata.setIDTokenJWSAlg(JWSAlgorithm.RS256);
        IndependentClient client = registered(metadata);

        OIDCTokenResponse tokens = tokens(client);

        assertThat(client.validate(tokens.getOIDCTokens().getIDToken()).getSubject())
                .isNotNull();
    }

    @Test
    @DisplayName("oidcc-idtoken-unsigned is skipped: none is not offered")
    void oidccIdTokenUnsigned() {
        OIDCClientMetadata metadata = metadata();
        metadata.setIDTokenJWSAlg(new JWSAlgorithm("none"));

        assertThat(client(provider.register(metadata())).metadata().getIDTokenJWSAlgs())
                .doesNotContain(new JWSAlgorithm("none"));
        assertThat(error(provider.send(metadata))).isEqualTo("invalid_client_metadata");
    }

    @Test
    @DisplayName("oidcc-userinfo-rs256")
    void oidccUserInfoRs256() throws Exception {
        OIDCClientMetadata metadata = metadata();
        metadata.setUserInfoJWSAlg(JWSAlgorithm.RS256);
        IndependentClient client = registered(metadata);

        UserInfoResponse answer =
                client.userInfo(Method.GET, tokens(client).getTokens().getAccessToken());

        assertThat(answer.toSuccessResponse().getUserInfoJWT().getHeader().getAlgorithm())
                .isEqualTo(JWSAlgorithm.RS256);
        assertThat(answer.toSuccessResponse().getUserInfoJWT().getJWTClaimsSet().getSubject())
                .isNotNull();
    }

    @Test
    @DisplayName("oidcc-ensure-redirect-uri-in-authorization-request")
    void oidccEnsureRedirectUriInAuthorizationRequest() {
        IndependentClient client = registered(metadata());

        Stop stop = browser.open(request(client).without("redirect_uri").uri());

        assertThat(PlainBrowser.page(stop).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("oidcc-redirect-uri-query-OK, -mismatch, -added")
    void oidccRedirectUriQuery() {
        OIDCClientMetadata metadata = metadata();
        metadata.setRedirectionURI(URI.create("https://app.example.org/callback?foo=bar"));
        IndependentClient client = registered(metadata);
        AuthorizationParameters request = request(client);

        Stop.Answer answer = browser.authorize(request.with("redirect_uri", "https://app.example.org/callback?foo=bar")
                .uri());
        Stop mismatch = browser.open(request.with("redirect_uri", "https://app.example.org/callback?foo=baz")
                .uri());
        Stop added = browser.open(request.with("redirect_uri", "https://app.example.org/callback?foo=bar&x=y")
                .uri());

        assertThat(answer.query()).containsEntry("foo", List.of("bar")).containsKey("code");
        assertThat(PlainBrowser.page(mismatch).status()).isEqualTo(400);
        assertThat(PlainBrowser.page(added).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("oidcc-redirect-uri-regfrag")
    void oidccRedirectUriRegFrag() {
        String body = metadata().toJSONObject().toJSONString().replace("callback", "callback#fragment");

        HttpResponse<String> answer = provider.register(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"invalid_redirect_uri\"");
    }

    @Test
    @DisplayName("oidcc-registration-logo-uri, -policy-uri, -tos-uri")
    void oidccRegistrationPages() {
        OIDCClientMetadata metadata = metadata();
        metadata.setLogoURI(URI.create("https://app.example.org/logo.png"));
        metadata.setPolicyURI(URI.create("https://app.example.org/policy"));
        metadata.setTermsOfServiceURI(URI.create("https://app.example.org/terms"));
        IndependentClient client = registered(metadata);

        Stop.Page login = PlainBrowser.page(browser.open(request(client).uri()));

        assertThat(login.asks("/login")).isTrue();
        assertThat(login.document().select("main img").eachAttr("src"))
                .containsExactly("https://app.example.org/logo.png");
        assertThat(login.document().select("main a").eachAttr("href"))
                .contains("https://app.example.org/policy", "https://app.example.org/terms");
    }

    @Test
    @DisplayName("oidcc-registration-jwks-uri")
    void oidccRegistrationJwksUri() {
        IndependentClient client = registered(publishing(publish(KEY)));

        assertThat(tokens(client).getOIDCTokens().getIDToken()).isNotNull();
    }

    private URI publish(JWK... keys) {
        return site.publish("/jwks", "application/json", new JWKSet(List.of(keys)).toString(true));
    }

    @Test
    @DisplayName("oidcc-registration-sector-uri, -sector-bad")
    void oidccRegistrationSector() {
        URI good = site.publish("/good.json", "application/json", "[\"" + PlannedProvider.REDIRECT_URI + "\"]");
        URI bad = site.publish("/bad.json", "application/json", "[\"https://other.example.org/\"]");

        assertThat(provider.register(pairwise(good)).statusCode()).isEqualTo(201);
        assertThat(provider.register(pairwise(bad)).statusCode()).isEqualTo(400);
    }

    /** As text, since the SDK takes no address of this machine for a sector. */
    private static String pairwise(URI sector) {
        OIDCClientMetadata metadata = metadata();
        metadata.setSubjectType(SubjectType.PAIRWISE);
        return metadata.toJSONObject()
                .toJSONString()
                .replaceFirst("}$", ",\"sector_identifier_uri\":\"" + sector + "\"}");
    }

    @Test
    @DisplayName("oidcc-server-rotate-keys")
    void oidccServerRotateKeys() throws Exception {
        Set<String> before = keyIds();

        provider.rotateKeys();
        Set<String> after = keyIds();
        while (after.size() == before.size()) {
            after = keyIds();
        }

        assertThat(after).containsAll(before).hasSizeGreaterThan(before.size());
    }

    private static Set<String> keyIds() throws IOException, ParseException {
        return JWKSet.load(provider.issuer().resolve("/.well-known/jwks.json").toURL()).getKeys().stream()
                .map(JWK::getKeyID)
                .collect(Collectors.toSet());
    }

    @Test
    @DisplayName("oidcc-request-uri-signed-rs256")
    void oidccRequestUriSignedRs256() {
        String path = "/request-" + UUID.randomUUID();
        URI address = site.publish(path, "application/jwt", "");
        OIDCClientMetadata metadata = metadata();
        metadata.setRequestObjectJWSAlg(JWSAlgorithm.RS256);
        metadata.setRequestObjectURIs(Set.of(address));
        IndependentClient client = registered(metadata);
        AuthorizationParameters request = request(client);
        site.publish(path, "application/jwt", provider.signed(request, KEY).serialize());

        Stop.Answer answer = browser.authorize(new AuthorizationParameters(request.endpoint(), request.values())
                .without("state")
                .without("nonce")
                .with("request_uri", address.toString())
                .uri());

        assertThat(client.parse(answer).toSuccessResponse().getState()).isEqualTo(IndependentClient.STATE);
    }

    @Test
    @DisplayName("oidcc-ensure-client-assertion-with-iss-aud-succeeds")
    void oidccEnsureClientAssertionWithIssAudSucceeds() {
        IndependentClient client = client(provider.register(metadata()), KEY, provider.issuer());

        assertThat(tokens(client).getOIDCTokens().getIDToken()).isNotNull();
    }
}
