package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.client.SignInDefaults;
import dev.symbolon.server.token.IdTokens;
import dev.symbolon.server.user.User;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What a request demands of the sign-in (OIDC Core §3.1.2.1, §3.1.2.3, §3.1.2.6)")
class SignInDemandsTest {

    private static final String TYPE = "code id_token";

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada", "bob");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    private Stop ask(String name, String value) {
        return browser.ask(client.request(TYPE).with(name, value));
    }

    private Stop.Shown shown(String name, String value) {
        return browser.page(ask(name, value));
    }

    private TestCallback returned(String name, String value) {
        return browser.callback(ask(name, value));
    }

    private long authTime(TestCallback callback) {
        return provider.verified(callback.idToken())
                .claims()
                .number("auth_time")
                .orElseThrow();
    }

    private String subject(TestCallback callback) {
        return provider.verified(callback.idToken()).claims().requiredString("sub");
    }

    private String hint(String name) {
        return provider.browser().as(name).authorize(client.request(TYPE)).idToken();
    }

    @Nested
    @DisplayName("prompt=none, nobody signed in")
    class SilentlyAsAStranger {

        @ParameterizedTest
        @ValueSource(strings = {"code", "code id_token", "code token", "code id_token token"})
        void needsALogin(String responseType) {
            TestCallback callback =
                    browser.callback(browser.ask(client.request(responseType).with("prompt", "none")));

            assertThat(callback.error()).isEqualTo("login_required");
        }

        @Test
        void saysSoByFragment() {
            assertThat(returned("prompt", "none").fragment().required("error")).isEqualTo("login_required");
        }

        @Test
        void saysSoByFormPost() {
            TestCallback callback = browser.callback(
                    browser.ask(client.request(TYPE).with("prompt", "none").with("response_mode", "form_post")));

            assertThat(callback.form().required("error")).isEqualTo("login_required");
            assertThat(callback.query().isEmpty()).isTrue();
        }
    }

    @Nested
    @DisplayName("prompt")
    class Prompted {

        private TestCallback first;

        @BeforeEach
        void signIn() {
            first = browser.authorize(client.request(TYPE));
            provider.clock().advance(Duration.ofMinutes(5));
        }

        @Test
        void answersAtOnceIfEverythingIsKnown() {
            assertThat(browser.callback(browser.ask(client.request(TYPE))).code())
                    .isNotEmpty();
        }

        @Test
        void noneAnswersAtOnceToo() {
            TestCallback callback = returned("prompt", "none");

            assertThat(callback.code()).isNotEmpty();
            assertThat(authTime(callback)).isEqualTo(authTime(first));
        }

        @Test
        void noneNeedsConsentForWhatIsNew() {
            TestClient other = provider.register();

            TestCallback callback = browser.callback(
                    browser.ask(other.request(TYPE).with("prompt", "none").with("response_mode", "form_post")));

            assertThat(callback.form().required("error")).isEqualTo("consent_required");
        }

        @ParameterizedTest
        @ValueSource(strings = {"none login", "login none", "none consent", "none select_account"})
        void noneStandsAlone(String prompts) {
            assertThat(returned("prompt", prompts).error()).isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"create", "Login", "login,consent"})
        void refusesAPromptThatThereIsNot(String prompt) {
            assertThat(returned("prompt", prompt).error()).isEqualTo("invalid_request");
        }

        @Test
        void loginAsksAgainAndTheSignInIsNewer() {
            Stop.Shown login = shown("prompt", "login");

            TestCallback callback = browser.callback(browser.logIn(login));

            assertThat(login.isFor("/login")).isTrue();
            assertThat(authTime(callback)).isGreaterThan(authTime(first));
        }

        @Test
        void loginIsNotAnsweredByTheOldSession() {
            Stop.Shown login = shown("prompt", "login");

            Stop again = browser.open("/login?interaction=" + login.field("interaction"));

            assertThat(browser.page(again).isFor("/login")).isTrue();
        }

        @Test
        void loginThatIsGivenUpLeavesTheRequestUnanswered() {
            shown("prompt", "login");

            TestCallback callback = returned("prompt", "none");

            assertThat(authTime(callback)).isEqualTo(authTime(first));
        }

        @Test
        void consentAsksAgainForEverything() {
            Stop.Shown consent = shown("prompt", "consent");

            TestCallback callback = browser.callback(browser.consent(consent, "allow"));

            assertThat(consent.isFor("/consent")).isTrue();
            assertThat(consent.text()).contains("Read your reports", "Create reports for you");
            assertThat(callback.code()).isNotEmpty();
        }

        @Test
        void loginAndConsentAskForBoth() {
            Stop.Shown login = shown("prompt", "consent login");

            Stop.Shown consent = browser.page(browser.logIn(login));

            assertThat(login.isFor("/login")).isTrue();
            assertThat(consent.isFor("/consent")).isTrue();
            assertThat(browser.callback(browser.consent(consent, "allow")).code())
                    .isNotEmpty();
        }

        @Test
        void selectAccountGoesOnWithTheSameOne() {
            Stop.Shown choice = shown("prompt", "select_account");

            TestCallback callback = browser.callback(browser.choose(choice, "continue"));

            assertThat(choice.isFor("/account/select")).isTrue();
            assertThat(choice.text()).contains("ada");
            assertThat(authTime(callback)).isEqualTo(authTime(first));
        }

        @Test
        void selectAccountGoesOnWithAnother() {
            Stop.Shown choice = shown("prompt", "select_account");

            Stop.Shown login = browser.page(browser.choose(choice, "other"));
            TestCallback callback = browser.as("bob").finish(login);

            assertThat(login.isFor("/login")).isTrue();
            assertThat(subject(callback)).isEqualTo("sub-bob");
        }

        @Test
        void selectAccountIsAskedByEveryRequestAnew() {
            browser.choose(shown("prompt", "select_account"), "continue");

            assertThat(shown("prompt", "select_account").isFor("/account/select"))
                    .isTrue();
        }

        @Test
        void selectAccountAndConsentAskForBoth() {
            Stop.Shown choice = shown("prompt", "select_account consent");

            Stop.Shown consent = browser.page(browser.choose(choice, "continue"));

            assertThat(consent.isFor("/consent")).isTrue();
        }

        @Test
        void selectAccountAndLoginAskForTheLoginAlone() {
            Stop.Shown login = shown("prompt", "select_account login");

            assertThat(login.isFor("/login")).isTrue();
            assertThat(browser.callback(browser.logIn(login)).code()).isNotEmpty();
        }
    }

    @Nested
    @DisplayName("max_age")
    class MaxAge {

        @Test
        void asksForASignInThatIsYoungEnough() {
            TestCallback first = browser.authorize(client.request(TYPE));
            provider.clock().advance(Duration.ofSeconds(10));

            Stop.Shown login = shown("max_age", "1");
            TestCallback callback = browser.callback(browser.logIn(login));

            assertThat(login.isFor("/login")).isTrue();
            assertThat(authTime(callback)).isGreaterThan(authTime(first));
        }

        @Test
        void isContentWithOneThatIs() {
            TestCallback first = browser.authorize(client.request(TYPE));

            TestCallback callback = returned("max_age", "10000");

            assertThat(authTime(callback)).isEqualTo(authTime(first));
        }

        @Test
        void ofZeroAlwaysAsks() {
            browser.authorize(client.request(TYPE));

            assertThat(shown("max_age", "0").isFor("/login")).isTrue();
        }

        @Test
        void ofZeroIsAnsweredByASignIn() {
            TestCallback callback = browser.authorize(client.request(TYPE).with("max_age", "0"));

            assertThat(callback.code()).isNotEmpty();
        }

        @Test
        void withPromptNoneNeedsALogin() {
            browser.authorize(client.request(TYPE));
            provider.clock().advance(Duration.ofSeconds(10));

            TestCallback callback = browser.callback(
                    browser.ask(client.request(TYPE).with("max_age", "1").with("prompt", "none")));

            assertThat(callback.error()).isEqualTo("login_required");
        }

        @ParameterizedTest
        @ValueSource(strings = {"-1", "1.5", "one", "99999999999999999999", "１"})
        void mustBeANumberOfSeconds(String maxAge) {
            assertThat(returned("max_age", maxAge).error()).isEqualTo("invalid_request");
        }
    }

    @Nested
    @DisplayName("OIDC Registration §2: default_max_age, default_acr_values, require_auth_time")
    class ByDefault {

        private final TestClient careful = provider.register(one -> one.withFlows(
                one.flows().with(new SignInDefaults(Optional.of(Duration.ofMinutes(1)), List.of("urn:mfa"), true))));

        private void signInLongAgo() {
            browser.authorize(careful.request(TYPE));
            provider.clock().advance(Duration.ofSeconds(61));
        }

        @Test
        void asksForASignInThatIsYoungEnough() {
            signInLongAgo();

            assertThat(browser.page(browser.ask(careful.request(TYPE))).isFor("/login"))
                    .isTrue();
        }

        @Test
        void isContentWithOneThatIs() {
            browser.authorize(careful.request(TYPE));

            assertThat(browser.callback(browser.ask(careful.request(TYPE))).code())
                    .isNotEmpty();
        }

        @Test
        void countsForLessThanTheRequest() {
            signInLongAgo();

            assertThat(browser.callback(browser.ask(careful.request(TYPE).with("max_age", "1000")))
                            .code())
                    .isNotEmpty();
        }

        @Test
        void isAWishAsFarAsTheWayOfSigningInGoes() {
            assertThat(browser.authorize(careful.request(TYPE)).code()).isNotEmpty();
        }

        @Test
        void isToldWhenThePersonSignedIn() {
            TestCallback callback = browser.authorize(careful.request(TYPE));

            assertThat(provider.verified(callback.idToken()).claims().has("auth_time"))
                    .isTrue();
        }
    }

    @Nested
    @DisplayName("RFC 9470 §4, §6: step-up")
    class StepUp {

        @Test
        void yieldsAnAccessTokenThatSaysHowAndWhenThePersonSignedIn() {
            browser.authorize(client.request("code token"));
            provider.clock().advance(Duration.ofMinutes(10));

            TestCallback callback = browser.authorize(
                    client.request("code token").with("max_age", "300").with("acr_values", IdTokens.ACR));
            JsonObject token = provider.verified(callback.accessToken()).claims();

            assertThat(token.number("auth_time").orElseThrow())
                    .isGreaterThan(provider.clock().instant().getEpochSecond() - 300);
            assertThat(token.string("acr")).contains(IdTokens.ACR);
        }

        @Test
        void isNotForgottenAtARefresh() {
            TestTokens tokens = provider.redeem(client, browser.authorize(client.offlineRequest("code")));
            provider.clock().advance(Duration.ofMinutes(10));
            TestTokens refreshed = provider.token(client, client.refreshGrant(tokens.refreshToken()));

            JsonObject first = provider.verified(tokens.accessToken()).claims();
            JsonObject second = provider.verified(refreshed.accessToken()).claims();
            assertThat(second.number("auth_time")).isEqualTo(first.number("auth_time"));
            assertThat(second.string("acr")).isEqualTo(first.string("acr"));
        }
    }

    @Nested
    @DisplayName("id_token_hint")
    class Hinted {

        @Test
        void isAnsweredForThePersonOfTheHint() {
            TestCallback first = browser.authorize(client.request(TYPE));

            TestCallback callback = browser.callback(
                    browser.ask(client.request(TYPE).with("prompt", "none").with("id_token_hint", first.idToken())));

            assertThat(subject(callback)).isEqualTo("sub-ada");
        }

        @Test
        void needsALoginIfSomebodyElseIsSignedIn() {
            String ofBob = hint("bob");
            browser.authorize(client.request(TYPE));

            TestCallback callback = browser.callback(
                    browser.ask(client.request(TYPE).with("prompt", "none").with("id_token_hint", ofBob)));

            assertThat(callback.error()).isEqualTo("login_required");
        }

        @Test
        void asksForALoginIfSomebodyElseIsSignedIn() {
            String ofBob = hint("bob");
            browser.authorize(client.request(TYPE));

            Stop.Shown login = shown("id_token_hint", ofBob);
            TestCallback callback = browser.as("bob").finish(login);

            assertThat(login.isFor("/login")).isTrue();
            assertThat(subject(callback)).isEqualTo("sub-bob");
        }

        @Test
        void neverYieldsTokensOfAnotherPerson() {
            String ofBob = hint("bob");

            TestCallback callback = browser.as("ada")
                    .authorize(client.request("code id_token token").with("id_token_hint", ofBob));

            assertThat(callback.error()).isEqualTo("login_required");
            assertThat(callback.all().names()).doesNotContain("code", "id_token", "access_token");
        }

        @Test
        void mayHaveExpired() {
            TestCallback first = browser.authorize(client.request(TYPE));
            provider.clock().advance(Duration.ofHours(2));

            assertThat(returned("id_token_hint", first.idToken()).code()).isNotEmpty();
        }

        @Test
        void mayBeLong() {
            User ada = TestProvider.user("ada");
            JsonObject claims = JsonObject.empty().with("name", "A".repeat(4_000));
            provider.declare(new User(ada.subject(), ada.username(), ada.passwordHash(), false, claims));
            Parameters request = client.request("id_token").without("scope").with("scope", "openid profile");
            String idToken = browser.authorize(request).idToken();

            TestCallback callback = browser.authorize(client.request(TYPE).with("id_token_hint", idToken));

            assertThat(callback.code()).isNotEmpty();
        }

        @Test
        void mustBeAnIdTokenOfThisProvider() {
            TestCallback first = browser.authorize(client.request("code id_token token"));
            String changed = first.idToken().substring(0, first.idToken().length() - 4) + "AAAA";

            assertThat(returned("id_token_hint", changed).error()).isEqualTo("invalid_request");
            assertThat(returned("id_token_hint", first.accessToken()).error()).isEqualTo("invalid_request");
            assertThat(returned("id_token_hint", "e30.e30.").error()).isEqualTo("invalid_request");
        }
    }

    @Nested
    @DisplayName("login_hint, ui_locales, acr_values, display")
    class Wishes {

        @Test
        void fillsTheHintIn() {
            assertThat(shown("login_hint", "ada@example.com").field("username")).isEqualTo("ada@example.com");
        }

        @Test
        void speaksTheLanguageThatIsAskedFor() {
            assertThat(shown("ui_locales", "fr de en")
                            .document()
                            .selectFirst("html")
                            .attr("lang"))
                    .isEqualTo("de");
        }

        @Test
        void speaksTheLanguageThatIsAskedForOnTheConsentPage() {
            Stop.Shown consent = browser.page(browser.logIn(shown("ui_locales", "de")));

            assertThat(consent.isFor("/consent")).isTrue();
            assertThat(consent.document().selectFirst("html").attr("lang")).isEqualTo("de");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"xx-invalid-!!", "-", "de-DE-1996-x-very-long", "en en en en en en en en en en en en en"})
        void takesOddLanguagesAsItCan(String uiLocales) {
            assertThat(shown("ui_locales", uiLocales).isFor("/login")).isTrue();
        }

        @Test
        void saysHowThePersonSignedInWhateverWasWished() {
            TestCallback callback = browser.authorize(client.request(TYPE).with("acr_values", "urn:mfa 1 2"));

            assertThat(provider.verified(callback.idToken()).claims().string("acr"))
                    .contains("urn:symbolon:acr:password");
        }

        @ParameterizedTest
        @ValueSource(strings = {"page", "popup", "touch", "wap"})
        void takesAnyDisplay(String display) {
            assertThat(shown("display", display).isFor("/login")).isTrue();
        }

        @Test
        void refusesADisplayThatThereIsNot() {
            TestCallback callback =
                    browser.callback(browser.ask(client.request("code").with("display", "wall")));

            assertThat(callback.all().one("error")).contains("invalid_request");
        }

        @Test
        void takesAnyLanguageOfClaims() {
            assertThat(shown("claims_locales", "xx-unheard-of de").isFor("/login"))
                    .isTrue();
        }
    }
}
