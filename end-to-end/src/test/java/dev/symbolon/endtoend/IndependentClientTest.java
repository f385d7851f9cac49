package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest.Method;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Identifier;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.AuthorizationCodeValidator;
import dev.symbolon.endtoend.PlainBrowser.Stop;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers are those of the checklist of the hybrid flow's rules */
@DisplayName("A client that is not ours, against the demo")
class IndependentClientTest {

    private static final String HYBRID = "code id_token token";

    @AutoClose
    private static final TestDemo DEMO = TestDemo.start();

    private static final IndependentClient CLIENT = new IndependentClient(
            DEMO.provider(""),
            new IndependentClient.Registration(
                    TestDemo.CLIENT_ID,
                    Optional.of(new ClientSecretBasic(
                            new ClientID(TestDemo.CLIENT_ID), new Secret(TestDemo.CLIENT_SECRET))),
                    DEMO.redirectUri(),
                    JWSAlgorithm.RS256));

    private final PlainBrowser browser = CLIENT.browser();

    private Stop.Answer answer(AuthorizationParameters request) {
        return browser.authorize(request.uri());
    }

    private AuthenticationSuccessResponse granted(AuthorizationParameters request) {
        return CLIENT.parse(answer(request)).toSuccessResponse();
    }

    private static String error(Stop.Answer answer) {
        return CLIENT.parse(answer).toErrorResponse().getErrorObject().getCode();
    }

    private static IDTokenClaimsSet validated(AuthenticationSuccessResponse response) {
        return CLIENT.validate(response.getIDToken());
    }

    @Nested
    @DisplayName("H1–H4: response types and response modes")
    class Responses {

        static Stream<String> everyOrder() {
            return Stream.of(
                    "code id_token",
                    "id_token code",
                    "code token",
                    "token code",
                    "code id_token token",
                    "code token id_token",
                    "id_token code token",
                    "id_token token code",
                    "token code id_token",
                    "token id_token code");
        }

        @ParameterizedTest(name = "H1: {0}")
        @MethodSource("everyOrder")
        void h1_givesEveryPartOfTheTypeAndNoOther(String type) {
            Stop.Answer answer = answer(CLIENT.request(HYBRID).with("response_type", type));

            List<String> parts = List.of(type.split(" "));
            List<String> expected = new ArrayList<>(List.of("code", "state", "iss"));
            if (parts.contains("id_token")) {
                expected.add("id_token");
            }
            if (parts.contains("token")) {
                expected.addAll(List.of("access_token", "token_type", "expires_in"));
            }
            assertThat(answer.parameters().keySet()).containsAll(expected);
            assertThat(answer.parameters().containsKey("id_token")).isEqualTo(parts.contains("id_token"));
            assertThat(answer.parameters().containsKey("access_token")).isEqualTo(parts.contains("token"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"code id_token", "code token", "code id_token token"})
        void h2_putsTheAnswerIntoTheFragmentUnlessToldOtherwise(String type) {
            Stop.Answer answer = answer(CLIENT.request(type));

            assertThat(answer.query()).isEmpty();
            assertThat(answer.fragment()).containsKey("code");
        }

        @ParameterizedTest
        @ValueSource(strings = {"code id_token", "code token", "code id_token token"})
        void h2_refusesTheQueryAndDoesNotUseItForTheRefusal(String type) {
            Stop.Answer answer = answer(CLIENT.request(type).with("response_mode", "query"));

            assertThat(answer.query()).isEmpty();
            assertThat(error(answer)).isEqualTo("invalid_request");
        }

        @Test
        void h3_sendsErrorsTheWayThatWasAskedFor() {
            Stop.Answer answer = answer(CLIENT.request(HYBRID)
                    .with("prompt", "none")
                    .with("response_mode", "form_post")
                    .without("nonce"));

            assertThat(answer.posted()).isPresent();
            assertThat(error(answer)).isEqualTo("invalid_request");
        }

        @Test
        void h3_sendsErrorsInTheFragmentOtherwise() {
            Stop.Answer answer = answer(CLIENT.request(HYBRID).without("nonce"));

            assertThat(answer.query()).isEmpty();
            assertThat(answer.fragment()).containsKey("error");
        }

        @Test
        void h4_postsAFormAndLeavesTheQueryEmpty() {
            Stop.Answer answer = answer(CLIENT.request(HYBRID).with("response_mode", "form_post"));

            assertThat(answer.address()).isEqualTo(CLIENT.redirectUri());
            assertThat(answer.posted().orElseThrow()).containsKeys("code", "id_token", "access_token", "state");
        }
    }

    @Nested
    @DisplayName("H5, H6, H19, H21, H23: what a request must hold")
    class Requests {

        @ParameterizedTest
        @ValueSource(strings = {"code id_token", "code id_token token"})
        void h5_demandsANonceForAnIdTokenFromTheAuthorizationEndpoint(String type) {
            assertThat(error(answer(CLIENT.request(type).without("nonce")))).isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"code", "code token"})
        void h5_demandsNoNonceWithoutOne(String type) {
            assertThat(granted(CLIENT.request(type).without("nonce")).getAuthorizationCode())
                    .isNotNull();
        }

        @ParameterizedTest
        @ValueSource(strings = {"http://localhost:1/callback", "https://attacker.example/", "not a uri", ""})
        void h6_goesNowhereThatIsNotRegistered(String redirectUri) {
            Stop.Page page = PlainBrowser.page(browser.open(
                    CLIENT.request(HYBRID).with("redirect_uri", redirectUri).uri()));

            assertThat(page.status()).isEqualTo(400);
        }

        @ParameterizedTest
        @ValueSource(strings = {"?more=1", "/", "/../callback", "#fragment", "%2e"})
        void h6_takesTheRedirectUriLetterByLetter(String suffix) {
            AuthorizationParameters request =
                    CLIENT.request(HYBRID).with("redirect_uri", CLIENT.redirectUri() + suffix);

            assertThat(PlainBrowser.page(browser.open(request.uri())).status()).isEqualTo(400);
        }

        @Test
        void h6_demandsARedirectUri() {
            AuthorizationParameters request = CLIENT.request(HYBRID).without("redirect_uri");

            assertThat(PlainBrowser.page(browser.open(request.uri())).status()).isEqualTo(400);
        }

        @Test
        void h6_givesNoIdTokenWithoutOpenid() {
            assertThat(error(answer(CLIENT.request(HYBRID).with("scope", "read:reports"))))
                    .isEqualTo("invalid_scope");
        }

        @Test
        void h19_ignoresWhatItDoesNotKnow() {
            assertThat(granted(CLIENT.request(HYBRID).with("extra", "foobar")).getAuthorizationCode())
                    .isNotNull();
        }

        @ParameterizedTest
        @ValueSource(strings = {"nonce", "scope", "response_type", "state", "code_challenge"})
        void h19_refusesAParameterThatComesTwice(String name) {
            Stop stop = browser.open(CLIENT.request(HYBRID).repeating(name).uri());

            assertThat(error(PlainBrowser.answer(stop))).isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"client_id", "redirect_uri"})
        void h19_goesNowhereWhenItIsNotClearWhere(String name) {
            Stop stop = browser.open(CLIENT.request(HYBRID).repeating(name).uri());

            assertThat(PlainBrowser.page(stop).status()).isEqualTo(400);
        }

        @Test
        void h21_takesARequestByPost() {
            AuthorizationParameters request = CLIENT.request(HYBRID);

            Stop.Answer answer = browser.comeBack(browser.post(request.endpoint(), request.values()));

            assertThat(CLIENT.parse(answer).toSuccessResponse().getIDToken()).isNotNull();
        }

        @Test
        void h23_demandsAResponseType() {
            assertThat(error(answer(CLIENT.request(HYBRID).without("response_type"))))
                    .isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"none", "code code", "code foo", "foo"})
        void h23_refusesResponseTypesThatThereAreNot(String type) {
            assertThat(error(answer(CLIENT.request(HYBRID).with("response_type", type))))
                    .isIn("unsupported_response_type", "invalid_request");
        }
    }

    @Nested
    @DisplayName("H7–H13: ID tokens")
    class IdTokens {

        @ParameterizedTest
        @ValueSource(strings = {"code id_token", "code id_token token"})
        void h7_h8_bindsTheCodeByItsHash(String type) {
            AuthenticationSuccessResponse response = granted(CLIENT.request(type));

            assertThatCode(() -> AuthorizationCodeValidator.validate(
                            response.getAuthorizationCode(),
                            JWSAlgorithm.RS256,
                            validated(response).getCodeHash()))
                    .doesNotThrowAnyException();
        }

        @Test
        void h7_h8_bindsTheAccessTokenByItsHash() {
            AuthenticationSuccessResponse response = granted(CLIENT.request(HYBRID));

            assertThatCode(() -> AccessTokenValidator.validate(
                            response.getAccessToken(),
                            JWSAlgorithm.RS256,
                            validated(response).getAccessTokenHash()))
                    .doesNotThrowAnyException();
        }

        @ParameterizedTest
        @ValueSource(strings = {"code id_token", "code token", "code id_token token"})
        void h9_hashesWhatTheTokenEndpointGives(String type) throws Exception {
            AuthenticationSuccessResponse response = granted(CLIENT.request(type));
            OIDCTokenResponse tokens = CLIENT.tokens(response.getAuthorizationCode());

            IDTokenClaimsSet claims = CLIENT.validate(tokens.getOIDCTokens().getIDToken());

            AccessTokenValidator.validate(
                    tokens.getTokens().getAccessToken(), JWSAlgorithm.RS256, claims.getAccessTokenHash());
            AuthorizationCodeValidator.validate(
                    response.getAuthorizationCode(), JWSAlgorithm.RS256, claims.getCodeHash());
        }

        @Test
        void h10_saysTheSameOfTheSignInInBothIdTokens() {
            AuthenticationSuccessResponse response = granted(CLIENT.request(HYBRID));
            IDTokenClaimsSet front = validated(response);

            IDTokenClaimsSet back = CLIENT.validate(CLIENT.tokens(response.getAuthorizationCode())
                    .getOIDCTokens()
                    .getIDToken());

            assertThat(back.getIssuer()).isEqualTo(front.getIssuer());
            assertThat(back.getSubject()).isEqualTo(front.getSubject());
            assertThat(back.getNonce()).isEqualTo(front.getNonce());
            assertThat(back.getAuthenticationTime()).isEqualTo(front.getAuthenticationTime());
            assertThat(back.getACR()).isEqualTo(front.getACR());
            assertThat(back.getAMR()).isEqualTo(front.getAMR());
            assertThat(back.getSessionID()).isEqualTo(front.getSessionID());
        }

        @Test
        void h11_givesAnIdTokenAtTheTokenEndpointOnly() {
            AuthenticationSuccessResponse response = granted(CLIENT.request("code token"));

            assertThat(response.getIDToken()).isNull();
            assertThat(CLIENT.tokens(response.getAuthorizationCode())
                            .getOIDCTokens()
                            .getIDToken())
                    .isNotNull();
        }

        @Test
        void h12_signsEveryIdToken() {
            JWT idToken = granted(CLIENT.request(HYBRID)).getIDToken();

            assertThat(idToken.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
            assertThat(CLIENT.metadata().getIDTokenJWSAlgs())
                    .contains(JWSAlgorithm.RS256, JWSAlgorithm.ES256)
                    .allMatch(JWSAlgorithm.Family.SIGNATURE::contains);
        }

        @Test
        void h13_carriesTheNonceOfTheRequest() {
            JWT idToken = granted(CLIENT.request(HYBRID)).getIDToken();

            assertThatThrownBy(() -> CLIENT.validator().validate(idToken, new Nonce("another")))
                    .isInstanceOf(BadJWTException.class);
            assertThat(CLIENT.validate(idToken).getNonce()).isEqualTo(IndependentClient.NONCE);
        }

        @Test
        void h24_leavesWhatIsAboutThePersonToUserinfo() throws ParseException {
            AuthenticationSuccessResponse response = granted(CLIENT.request(HYBRID));

            assertThat(response.getIDToken().getJWTClaimsSet().getClaims()).doesNotContainKeys("name", "email");
        }
    }

    @Nested
    @DisplayName("H14, H17, H18, H26, H27: access tokens and codes")
    class Tokens {

        @Test
        void h14_givesTheBrowserAnAccessTokenOfItsOwnThatEndsSooner() {
            AuthenticationSuccessResponse response = granted(CLIENT.request(HYBRID));
            OIDCTokenResponse tokens = CLIENT.tokens(response.getAuthorizationCode());

            assertThat(response.getAccessToken().getValue())
                    .isNotEqualTo(tokens.getTokens().getAccessToken().getValue());
            assertThat(response.getAccessToken().getLifetime())
                    .isLessThan(tokens.getTokens().getAccessToken().getLifetime());
        }

        @Test
        void h17_redeemsACodeOnce() {
            AuthorizationCode code = granted(CLIENT.request(HYBRID)).getAuthorizationCode();
            CLIENT.tokens(code);

            assertThat(IndependentClient.error(CLIENT.redeem(code))).isEqualTo("invalid_grant");
        }

        @Test
        void h17_endsEverythingThatCameOfACodeThatComesAgain() {
            AuthenticationSuccessResponse response = granted(CLIENT.request(HYBRID));
            OIDCTokenResponse tokens = CLIENT.tokens(response.getAuthorizationCode());
            assertThat(CLIENT.isAlive(response.getAccessToken())).isTrue();
            assertThat(CLIENT.isAlive(tokens.getTokens().getAccessToken())).isTrue();

            CLIENT.redeem(response.getAuthorizationCode());

            assertThat(CLIENT.isAlive(response.getAccessToken())).isFalse();
            assertThat(CLIENT.isAlive(tokens.getTokens().getAccessToken())).isFalse();
            assertThat(IndependentClient.error(CLIENT.refresh(tokens.getTokens().getRefreshToken())))
                    .isEqualTo("invalid_grant");
        }

        @Test
        void h18_demandsTheVerifierOfTheChallenge() {
            AuthorizationCode code = granted(CLIENT.request(HYBRID)).getAuthorizationCode();

            assertThat(IndependentClient.error(CLIENT.token(new AuthorizationCodeGrant(code, CLIENT.redirectUri()))))
                    .isIn("invalid_grant", "invalid_request");
        }

        @Test
        void h18_refusesAnotherVerifier() {
            AuthorizationCode code = granted(CLIENT.request(HYBRID)).getAuthorizationCode();

            assertThat(IndependentClient.error(
                            CLIENT.token(new AuthorizationCodeGrant(code, CLIENT.redirectUri(), new CodeVerifier()))))
                    .isEqualTo("invalid_grant");
        }

        @Test
        void h18_refusesThePlainMethod() {
            Stop.Answer answer = answer(CLIENT.request(HYBRID).with("code_challenge_method", "plain"));

            assertThat(error(answer)).isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"GET", "POST"})
        void h26_h27_tellsAboutThePersonForTheTokenOfTheBrowser(String method) {
            AuthenticationSuccessResponse response = granted(CLIENT.request(HYBRID));

            UserInfo claims = CLIENT.userInfo(Method.valueOf(method), response.getAccessToken())
                    .toSuccessResponse()
                    .getUserInfo();

            assertThat(claims.getSubject()).isEqualTo(validated(response).getSubject());
            assertThat(claims.getName()).isEqualTo("Ada Lovelace");
            assertThat(claims.getEmailAddress()).isEqualTo(TestDemo.USERNAME);
        }

        @Test
        void h27_exchangesARefreshTokenForItsSuccessor() {
            OIDCTokenResponse tokens =
                    CLIENT.tokens(granted(CLIENT.request(HYBRID)).getAuthorizationCode());

            OIDCTokenResponse refreshed =
                    IndependentClient.tokens(CLIENT.refresh(tokens.getTokens().getRefreshToken()));

            assertThat(refreshed.getTokens().getRefreshToken())
                    .isNotEqualTo(tokens.getTokens().getRefreshToken());
            assertThat(CLIENT.isAlive(refreshed.getTokens().getAccessToken())).isTrue();
        }
    }

    @Nested
    @DisplayName("H15, H16: every answer")
    class Answers {

        @ParameterizedTest
        @CsvSource({"code id_token token,''", "code id_token,none", "code token,foo"})
        void h15_h16_carriesStateAndIssuer(String type, String prompt) {
            AuthorizationParameters request = CLIENT.request(type);
            Stop.Answer answer = answer(prompt.isEmpty() ? request : request.with("prompt", prompt));

            assertThat(CLIENT.parse(answer).getState()).isEqualTo(IndependentClient.STATE);
            assertThat(CLIENT.parse(answer).getIssuer())
                    .isEqualTo(CLIENT.metadata().getIssuer());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "none"})
        void h15_makesUpNoState(String prompt) {
            AuthorizationParameters request = CLIENT.request(HYBRID).without("state");
            Stop.Answer answer = answer(prompt.isEmpty() ? request : request.with("prompt", prompt));

            assertThat(answer.parameters()).doesNotContainKey("state");
        }

        @Test
        void h15_saysNothingElseInAnError() {
            Map<String, List<String>> answer = answer(CLIENT.request(HYBRID).with("response_mode", "query"))
                    .parameters();

            assertThat(answer).containsOnlyKeys("error", "error_description", "state", "iss");
            assertThat(answer.get("error_description").getFirst()).matches("[ -~&&[^\"\\\\]]+");
        }

        @Test
        void h16_announcesTheIssuerParameter() {
            assertThat(CLIENT.metadata().supportsAuthorizationResponseIssuerParam())
                    .isTrue();
        }
    }

    @Nested
    @DisplayName("H20, H22: who must be there, and what must be asked")
    class Prompts {

        @ParameterizedTest
        @ValueSource(strings = {"fragment", "form_post"})
        void h20_asksNobodyWhenNoPageIsWanted(String mode) {
            Stop.Answer answer = PlainBrowser.answer(browser.open(CLIENT.request(HYBRID)
                    .with("prompt", "none")
                    .with("response_mode", mode)
                    .uri()));

            assertThat(answer.query()).isEmpty();
            assertThat(error(answer)).isEqualTo("login_required");
        }

        @Test
        void h20_saysWhenConsentIsMissing() {
            browser.as("charles@example.com", "difference-engine");
            browser.logIn(PlainBrowser.page(browser.open(CLIENT.request(HYBRID).uri())));

            Stop.Answer answer = answer(CLIENT.request(HYBRID).with("prompt", "none"));

            assertThat(error(answer)).isEqualTo("consent_required");
        }

        @Test
        void h20_answersWithoutAPageOnceEverythingIsKnown() {
            granted(CLIENT.request(HYBRID));

            Stop stop =
                    browser.open(CLIENT.request(HYBRID).with("prompt", "none").uri());

            assertThat(CLIENT.parse(PlainBrowser.answer(stop)).indicatesSuccess())
                    .isTrue();
        }

        @ParameterizedTest
        @CsvSource({"max_age,0", "prompt,login"})
        void h20_demandsASignInThatIsYoungerThanTheRequest(String name, String value) {
            IDTokenClaimsSet before = validated(granted(CLIENT.request(HYBRID)));

            Stop stop = browser.open(CLIENT.request(HYBRID).with(name, value).uri());

            assertThat(PlainBrowser.page(stop).asks("/login")).isTrue();
            IDTokenClaimsSet after =
                    validated(CLIENT.parse(browser.comeBack(stop)).toSuccessResponse());
            assertThat(after.getAuthenticationTime()).isAfterOrEqualTo(before.getAuthenticationTime());
            assertThat(after.getSessionID()).isEqualTo(before.getSessionID());
        }

        @Test
        void h20_refusesNoneBesideAnotherPrompt() {
            assertThat(error(answer(CLIENT.request(HYBRID).with("prompt", "none login"))))
                    .isEqualTo("invalid_request");
        }

        @Test
        void h22_givesNoTokenOfAnyoneElseThanTheHintNames() {
            PlainBrowser other = CLIENT.browser().as("charles@example.com", "difference-engine");
            JWT hint = CLIENT.parse(other.authorize(CLIENT.request("code id_token")
                            .with("scope", "openid")
                            .uri()))
                    .toSuccessResponse()
                    .getIDToken();
            granted(CLIENT.request(HYBRID));

            Stop.Answer answer = answer(CLIENT.request(HYBRID)
                    .with("id_token_hint", hint.getParsedString())
                    .with("prompt", "none"));

            assertThat(error(answer)).isEqualTo("login_required");
        }
    }

    @Nested
    @DisplayName("H27: discovery")
    class Discovery {

        @Test
        void h27_namesWhatIsServed() {
            assertThat(CLIENT.metadata().getIssuer().getValue())
                    .isEqualTo(DEMO.provider("").toString());
            assertThat(CLIENT.metadata().getResponseTypes())
                    .extracting(Object::toString)
                    .contains("code id_token", "code token", "code id_token token");
            assertThat(CLIENT.metadata().getResponseModes())
                    .extracting(Identifier::getValue)
                    .contains("fragment", "form_post", "query_fragment");
        }

        @Test
        void h27_publishesNoPrivateKey() {
            assertThat(CLIENT.keys().getKeys()).isNotEmpty().noneMatch(key -> key.isPrivate());
        }
    }
}
