package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("On the way through the pages")
class InteractionTest {

    private static final String TYPE = "code id_token";

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada", "bob");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    private Parameters request(String state) {
        return client.request(TYPE).without("state").with("state", state);
    }

    private Stop.Shown login() {
        return browser.page(browser.ask(client.request(TYPE)));
    }

    private Stop.Shown consent() {
        return browser.page(browser.logIn(login()));
    }

    private static Parameters credentials(Stop.Shown page, String name) {
        return Parameters.none()
                .with("interaction", page.field("interaction"))
                .with("username", name)
                .with("password", TestProvider.PASSWORD);
    }

    private String subject(TestCallback callback) {
        return provider.verified(callback.idToken()).claims().requiredString("sub");
    }

    @Nested
    @DisplayName("several tabs")
    class SeveralTabs {

        @Test
        void endEachAtItsOwnTarget() {
            TestClient other = provider.register(one -> one.withRedirectUri("https://other.example.net/callback"));
            Stop.Shown first = browser.page(browser.ask(request("first")));
            Stop.Shown second = browser.page(browser.ask(other.request(TYPE)));

            TestCallback ofSecond = browser.finish(browser.logIn(second));
            TestCallback ofFirst = browser.finish(browser.logIn(first));

            assertThat(ofSecond.address()).isEqualTo("https://other.example.net/callback");
            assertThat(ofFirst.address()).isEqualTo("https://app.example.net/callback");
            assertThat(ofFirst.all().required("state")).isEqualTo("first");
        }

        @Test
        void needOneLoginBetweenThem() {
            Stop.Shown first = browser.page(browser.ask(request("first")));
            browser.authorize(request("second"));

            TestCallback callback = browser.callback(browser.open("/login?interaction=" + first.field("interaction")));

            assertThat(callback.all().required("state")).isEqualTo("first");
        }

        @Test
        void takeALoginThatComesLate() {
            Stop.Shown first = browser.page(browser.ask(request("first")));
            browser.authorize(request("second"));

            TestCallback callback = browser.callback(browser.logIn(first));

            assertThat(callback.all().required("state")).isEqualTo("first");
        }

        @Test
        void needOneConsentBetweenThem() {
            browser.logIn(login());
            Stop.Shown first = browser.page(browser.ask(request("first")));
            Stop.Shown second = browser.page(browser.ask(request("second")));
            browser.consent(second, "allow");

            TestCallback callback = browser.callback(browser.consent(first, "deny"));

            assertThat(callback.all().required("state")).isEqualTo("first");
            assertThat(callback.code()).isNotEmpty();
        }
    }

    @Nested
    @DisplayName("the back button")
    class TheBackButton {

        @Test
        void goesOnFromTheLoginPageIfThePersonIsSignedIn() {
            Stop.Shown login = login();
            browser.finish(browser.logIn(login));

            Stop again = browser.open("/login?interaction=" + login.field("interaction"));

            assertThat(browser.callback(again).code()).isNotEmpty();
        }

        @Test
        void goesOnFromTheConsentPageIfItWasAnswered() {
            Stop.Shown consent = consent();
            browser.consent(consent, "allow");

            assertThat(browser.callback(browser.consent(consent, "allow")).code())
                    .isNotEmpty();
        }

        @Test
        void letsThePersonAllowWhatTheyHaveDenied() {
            Stop.Shown consent = consent();
            browser.consent(consent, "deny");

            assertThat(browser.callback(browser.consent(consent, "allow")).code())
                    .isNotEmpty();
        }
    }

    @Nested
    @DisplayName("an old page")
    class AnOldPage {

        @Test
        void isGoodForAnHour() {
            Stop.Shown login = login();
            provider.clock().advance(Duration.ofMinutes(59));

            assertThat(browser.finish(browser.logIn(login)).code()).isNotEmpty();
        }

        @Test
        void beginsAnewAndTheRequestIsKept() {
            Stop.Shown login = login();
            provider.clock().advance(Duration.ofHours(3));

            Stop.Shown renewed = browser.page(browser.open("/login?interaction=" + login.field("interaction")));

            assertThat(renewed.isFor("/login")).isTrue();
            assertThat(browser.finish(browser.logIn(renewed)).all().required("state"))
                    .isEqualTo(TestClient.STATE.value());
        }

        @Test
        void doesNotUseTheCredentialsThatWereTypedIntoIt() {
            Stop.Shown login = login();
            provider.clock().advance(Duration.ofHours(3));

            Stop.Shown renewed = browser.page(browser.logIn(login));

            assertThat(renewed.isFor("/login")).isTrue();
            assertThat(browser.cookies()).doesNotContainKey("__Host-symbolon_session");
            assertThat(renewed.document().select("[role=status]")).hasSize(1);
            assertThat(browser.finish(browser.logIn(renewed)).code()).isNotEmpty();
        }

        @Test
        void doesNotUseAConsentThatWasGivenOnIt() {
            Stop.Shown consent = consent();
            provider.clock().advance(Duration.ofHours(3));

            Stop.Shown renewed = browser.page(browser.consent(consent, "allow"));

            assertThat(renewed.isFor("/consent")).isTrue();
            assertThat(browser.callback(browser.consent(renewed, "allow")).code())
                    .isNotEmpty();
        }
    }

    @Nested
    @DisplayName("cookies")
    class CookiesOfTheBrowser {

        @ParameterizedTest
        @ValueSource(strings = {"stale", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%00", "\"quoted\""})
        void thatAreUnknownArePassedOver(String value) {
            browser.cookies().put("__Host-symbolon_session", value);
            browser.cookies().put("__Host-symbolon_browser", value);

            assertThat(browser.authorize(client.request(TYPE)).code()).isNotEmpty();
        }

        @Test
        void thatAreLostOnTheLoginPageAreMadeAnew() {
            Stop.Shown login = login();
            browser.cookies().clear();

            Stop.Shown renewed = browser.page(browser.logIn(login));

            assertThat(renewed.isFor("/login")).isTrue();
            assertThat(browser.finish(browser.logIn(renewed)).code()).isNotEmpty();
        }

        @Test
        void thatAreLostOnTheConsentPageLeadToTheLogin() {
            Stop.Shown consent = consent();
            browser.cookies().clear();

            Stop.Shown login = browser.page(browser.consent(consent, "allow"));

            assertThat(login.isFor("/login")).isTrue();
            assertThat(browser.finish(browser.logIn(login)).code()).isNotEmpty();
        }

        @Test
        void ofWhichThereAreTwoAreNotBelieved() {
            browser.authorize(client.request(TYPE));
            String session = "__Host-symbolon_session=" + browser.cookies().get("__Host-symbolon_session");

            HttpResponse answer = provider.get(
                    "/authorize?" + client.request(TYPE).with("prompt", "none").encoded(),
                    Map.of("Cookie", session + "; __Host-symbolon_session=planted"));

            assertThat(answer.headers().first("Location").orElseThrow()).contains("error=login_required");
        }

        @Test
        void cannotBePlantedByNeighboursNorReadByScriptNorSentByOtherSites() {
            Stop.Shown login = login();

            HttpResponse answer = provider.post("/login", credentials(login, "ada"), browser.headers());

            assertThat(answer.headers().all("Set-Cookie"))
                    .filteredOn(cookie -> !cookie.startsWith("__Host-symbolon_browser_state="))
                    .hasSize(1)
                    .allSatisfy(cookie -> assertThat(cookie)
                            .startsWith("__Host-")
                            .contains("; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure")
                            .doesNotContain("Domain"));
        }

        @Test
        void ofTheSessionChangeWithEverySignIn() {
            browser.authorize(client.request(TYPE));
            Map<String, String> before = Map.copyOf(browser.headers());
            browser.authorize(client.request(TYPE).with("prompt", "login"));

            HttpResponse withTheOldOne = provider.get(
                    "/authorize?" + client.request(TYPE).with("prompt", "none").encoded(), before);

            assertThat(withTheOldOne.headers().first("Location").orElseThrow()).contains("error=login_required");
        }
    }

    @Nested
    @DisplayName("CVE-2026-7507: the link of another browser")
    class TheLinkOfAnotherBrowser {

        @Test
        void beginsAnewForThisBrowser() {
            TestBrowser attacker = provider.browser();
            Stop.Shown planted = attacker.page(attacker.ask(client.request(TYPE)));

            Stop.Shown shown = browser.page(browser.open("/login?interaction=" + planted.field("interaction")));
            browser.finish(browser.logIn(shown));

            assertThat(shown.field("interaction")).isNotEqualTo(planted.field("interaction"));
            assertThat(attacker.page(attacker.open("/login?interaction=" + planted.field("interaction")))
                            .isFor("/login"))
                    .isTrue();
        }

        @Test
        void doesNotSignAnybodyInWithThisBrowsersCredentials() {
            TestBrowser attacker = provider.browser();
            Stop.Shown planted = attacker.page(attacker.ask(client.request(TYPE)));

            Stop.Shown shown = browser.page(browser.logIn(planted));

            assertThat(shown.isFor("/login")).isTrue();
            assertThat(browser.cookies()).doesNotContainKey("__Host-symbolon_session");
        }

        @Test
        void doesNotAcceptAConsentThatWasAskedElsewhere() {
            TestBrowser attacker = provider.browser().as("bob");
            Stop.Shown planted = attacker.page(attacker.logIn(attacker.page(attacker.ask(client.request(TYPE)))));
            browser.logIn(login());

            Stop.Shown shown = browser.page(browser.consent(planted, "allow"));

            assertThat(shown.isFor("/consent")).isTrue();
        }
    }

    @Nested
    @DisplayName("somebody else signs in meanwhile")
    class SomebodyElse {

        @Test
        void isAskedForTheirOwnConsent() {
            Stop.Shown askedAda = consent();
            Stop.Shown login = browser.page(browser.ask(client.request(TYPE).with("prompt", "login")));
            browser.as("bob").logIn(login);

            Stop.Shown askedBob = browser.page(browser.consent(askedAda, "allow"));

            assertThat(askedBob.isFor("/consent")).isTrue();
            assertThat(askedBob.text()).contains("bob");
            assertThat(subject(browser.callback(browser.consent(askedBob, "allow"))))
                    .isEqualTo("sub-bob");
        }

        @Test
        void isAskedForTheirOwnAccount() {
            browser.authorize(client.request(TYPE));
            Stop.Shown choiceOfAda =
                    browser.page(browser.ask(client.request(TYPE).with("prompt", "select_account")));
            browser.as("bob").authorize(client.request(TYPE).with("prompt", "login"));
            Stop.Shown choiceOfBob =
                    browser.page(browser.ask(client.request(TYPE).with("prompt", "select_account")));

            browser.choose(choiceOfAda, "continue");

            assertThat(choiceOfBob.text()).contains("bob");
        }

        @Test
        void isAskedAgainIfMoreIsNeededByNowThanThePageShowed() {
            browser.authorize(client.request(TYPE).without("scope").with("scope", "openid read:reports"));
            Stop.Shown shown = browser.page(browser.ask(client.request(TYPE)));
            Stop.Shown consents = browser.page(browser.open("/account/consents"));
            browser.post("/account/consents", Parameters.none().with("consent", consents.field("consent")));

            Stop.Shown again = browser.page(browser.consent(shown, "allow"));

            assertThat(shown.text()).doesNotContain("Read your reports");
            assertThat(again.text()).contains("Read your reports", "Create reports for you");
        }
    }

    @Nested
    @DisplayName("forms of other sites")
    class FormsOfOtherSites {

        @Test
        void doNotSignIn() {
            Stop.Shown login = login();

            HttpResponse answer = provider.post("/login", credentials(login, "ada"), Map.of());

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().all("Set-Cookie"))
                    .noneMatch(cookie -> cookie.startsWith("__Host-symbolon_session"));
        }

        @Test
        void doNotConsent() {
            Stop.Shown consent = consent();
            long before = provider.rows().get("consents");

            provider.post(
                    "/consent",
                    Parameters.none()
                            .with("interaction", consent.field("interaction"))
                            .with("decision", "allow"),
                    Map.of());

            assertThat(provider.rows().get("consents")).isEqualTo(before);
        }

        @Test
        void cannotPassALoginPageOffAsAConsentPage() {
            Stop.Shown login = login();
            browser.logIn(login);

            Stop.Shown shown = browser.page(browser.consent(login, "allow"));

            assertThat(shown.isFor("/consent")).isTrue();
        }
    }

    @Nested
    @DisplayName("nothing to go on with")
    class NothingToGoOnWith {

        @ParameterizedTest
        @ValueSource(strings = {"/login", "/consent", "/account/select"})
        void saysSoAndOffersAWay(String path) {
            for (String query : new String[] {"", "?interaction=", "?interaction=made-up", "?interaction=AAAA"}) {
                Stop.Shown page = browser.page(browser.open(path + query));

                assertThat(page.status()).isEqualTo(400);
                assertThat(page.document().select("a[href]")).isNotEmpty();
            }
        }

        @Test
        void saysSoIfTheClientIsGone() {
            Stop.Shown login = login();
            provider.remove(client);

            assertThat(browser.page(browser.logIn(login)).status()).isEqualTo(400);
        }

        @Test
        void saysSoIfTheRedirectUriIsNoLongerRegistered() {
            Stop.Shown login = login();
            provider.declare(client.withRedirectUri("https://app.example.net/new"));

            assertThat(browser.page(browser.logIn(login)).status()).isEqualTo(400);
        }

        @Test
        void doesNotOpenWhatWasSealedForSomethingElse() {
            String code = browser.authorize(client.request("code")).code();

            assertThat(browser.page(browser.open("/login?interaction=" + code)).status())
                    .isEqualTo(400);
        }

        @Test
        void leadsFromTheConsentPageToTheLoginIfTheSessionIsGone() {
            Stop.Shown consent = consent();
            browser.cookies().remove("__Host-symbolon_session");

            assertThat(browser.page(browser.consent(consent, "allow")).isFor("/login"))
                    .isTrue();
        }

        @Test
        void leadsToTheLoginIfTheSessionHasEnded() {
            browser.authorize(client.request(TYPE));
            provider.clock().advance(Duration.ofDays(3));

            assertThat(login().isFor("/login")).isTrue();
        }

        @Test
        void leadsToTheLoginIfTheSessionIsTooOldHoweverMuchItIsUsed() {
            browser.authorize(client.request(TYPE));
            for (int day = 0; day < 29; day++) {
                provider.clock().advance(Duration.ofDays(1));
                browser.callback(browser.ask(client.request(TYPE)));
            }
            provider.clock().advance(Duration.ofDays(1));

            assertThat(login().isFor("/login")).isTrue();
        }

        @Test
        void leadsToTheLoginIfTheAccountIsDisabled() {
            browser.authorize(client.request(TYPE));
            provider.disable("ada");

            assertThat(login().isFor("/login")).isTrue();
        }
    }
}
