package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.AuthorizationCodeValidator;
import java.net.URI;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers are those of the checklist of the hybrid flow's rules, as in {@link IndependentClientTest}. */
@DisplayName("Clients that are not ours, registered otherwise than the demo's")
class RegistrationsTest {

    private static final URI REDIRECT_URI = URI.create("http://localhost:1/callback");
    private static final ClientID BY_BASIC = new ClientID("by-basic");
    private static final ClientID BY_POST = new ClientID("by-post");
    private static final Secret SECRET_OF_BASIC = new Secret("secret-of-a-client-that-uses-the-header");
    private static final Secret SECRET_OF_POST = new Secret("secret-of-a-client-that-uses-the-form");

    @TempDir
    private static Path folder;

    private static ProviderProcess provider;

    @BeforeAll
    static void startProvider() {
        provider = ProviderProcess.start(folder);
    }

    @AfterAll
    static void stopProvider() {
        provider.close();
    }

    private static IndependentClient client(String id, JWSAlgorithm algorithm, ClientAuthentication authentication) {
        return new IndependentClient(
                provider.issuer(),
                new IndependentClient.Registration(id, Optional.ofNullable(authentication), REDIRECT_URI, algorithm));
    }

    private static IndependentClient byBasic() {
        return client("by-basic", JWSAlgorithm.RS256, new ClientSecretBasic(BY_BASIC, SECRET_OF_BASIC));
    }

    private static IndependentClient byPost() {
        return client("by-post", JWSAlgorithm.RS256, new ClientSecretPost(BY_POST, SECRET_OF_POST));
    }

    private static IndependentClient byNothing() {
        return client("by-nothing", JWSAlgorithm.RS256, null);
    }

    private static IndependentClient byEs256() {
        ClientID id = new ClientID("by-es256");
        Secret secret = new Secret("secret-of-a-client-that-wants-es256");
        return client(id.getValue(), JWSAlgorithm.ES256, new ClientSecretBasic(id, secret));
    }

    private static AuthenticationSuccessResponse granted(IndependentClient client, AuthorizationParameters request) {
        return client.parse(client.browser().authorize(request.uri())).toSuccessResponse();
    }

    private static String refusal(IndependentClient client, AuthorizationParameters request) {
        return client.parse(client.browser().authorize(request.uri()))
                .toErrorResponse()
                .getErrorObject()
                .getCode();
    }

    @Test
    void h8_hashesByTheAlgorithmOfTheIdToken() throws Exception {
        IndependentClient client = byEs256();
        AuthenticationSuccessResponse response = granted(client, client.request("code id_token token"));

        IDTokenClaimsSet claims = client.validate(response.getIDToken());

        AuthorizationCodeValidator.validate(response.getAuthorizationCode(), JWSAlgorithm.ES256, claims.getCodeHash());
        AccessTokenValidator.validate(response.getAccessToken(), JWSAlgorithm.ES256, claims.getAccessTokenHash());
    }

    @Test
    void h14_limitsWhatTheTokenOfTheBrowserMayDo() throws Exception {
        IndependentClient client = byBasic();
        AuthenticationSuccessResponse response = granted(client, client.request("code id_token token"));
        OIDCTokenResponse tokens = client.tokens(response.getAuthorizationCode());

        SignedJWT front = SignedJWT.parse(response.getAccessToken().getValue());
        SignedJWT back = SignedJWT.parse(tokens.getTokens().getAccessToken().getValue());

        assertThat(scope(front)).containsExactly("openid");
        assertThat(scope(back)).contains("openid", "read:reports");
        assertThat(response.getAccessToken().getLifetime()).isEqualTo(300);
    }

    private static List<String> scope(SignedJWT accessToken) throws ParseException {
        return Scope.parse(accessToken.getJWTClaimsSet().getStringClaim("scope"))
                .toStringList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "id_token", "id_token token", "code id_token"})
    void h23_h25_refusesResponseTypesThatTheClientIsNotRegisteredFor(String type) {
        IndependentClient client = byEs256();

        assertThat(refusal(client, client.request("code id_token token").with("response_type", type)))
                .isEqualTo("unauthorized_client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"code token", "code id_token token"})
    void h25_sendsNoAccessTokenThroughTheBrowserUnlessTheClientIsRegisteredForIt(String type) {
        IndependentClient client = byPost();

        assertThat(refusal(client, client.request(type))).isEqualTo("unauthorized_client");
    }

    @Test
    void h25_allowsCodeWithAnIdTokenToEverybody() {
        IndependentClient client = byPost();

        AuthenticationSuccessResponse response = granted(client, client.request("code id_token"));

        assertThat(client.validate(response.getIDToken()).getCodeHash()).isNotNull();
    }

    @Test
    void h24_putsClaimsIntoTheIdTokenForClientsThatWantThemThere() throws Exception {
        IndependentClient client = byEs256();

        AuthenticationSuccessResponse response = granted(client, client.request("code id_token token"));

        assertThat(response.getIDToken().getJWTClaimsSet().getStringClaim("name"))
                .isEqualTo("Ada Lovelace");
    }

    @Test
    void h27_knowsAClientByTheForm() {
        IndependentClient client = byPost();
        AuthenticationSuccessResponse response = granted(client, client.request("code id_token"));

        assertThat(client.tokens(response.getAuthorizationCode()).getTokens().getAccessToken())
                .isNotNull();
    }

    @Test
    void h27_knowsAClientByTheHeader() {
        IndependentClient client = byBasic();
        AuthenticationSuccessResponse response = granted(client, client.request("code id_token"));

        assertThat(client.tokens(response.getAuthorizationCode()).getTokens().getAccessToken())
                .isNotNull();
    }

    @Test
    void h27_knowsAClientByItsRegisteredMethodOnly() {
        IndependentClient registered = byBasic();
        AuthenticationSuccessResponse response = granted(registered, registered.request("code id_token"));
        IndependentClient other =
                client("by-basic", JWSAlgorithm.RS256, new ClientSecretPost(BY_BASIC, SECRET_OF_BASIC));

        assertThat(IndependentClient.error(other.redeem(response.getAuthorizationCode())))
                .isEqualTo("invalid_client");
    }

    @Test
    void h18_redeemsTheCodeOfAPublicClientByItsVerifier() {
        IndependentClient client = byNothing();
        AuthenticationSuccessResponse response = granted(client, client.request("code id_token"));

        assertThat(client.tokens(response.getAuthorizationCode()).getTokens().getAccessToken())
                .isNotNull();
    }

    @Test
    void h18_demandsAChallengeOfAPublicClient() {
        IndependentClient client = byNothing();

        assertThat(refusal(
                        client,
                        client.request("code id_token")
                                .without("code_challenge")
                                .without("code_challenge_method")))
                .isEqualTo("invalid_request");
    }

    @Test
    void h18_redeemsNoCodeOfAnotherClient() {
        IndependentClient client = byBasic();
        AuthenticationSuccessResponse response = granted(client, client.request("code id_token"));

        assertThat(IndependentClient.error(byPost().token(new AuthorizationCodeGrant(
                        response.getAuthorizationCode(), REDIRECT_URI, IndependentClient.VERIFIER))))
                .isEqualTo("invalid_grant");
    }
}
