package dev.symbolon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the web app shows of a sign-in, as far as a browser without scripts gets. */
class SignInTest {

    private static RunningDemo demo;

    private final Visitor visitor = new Visitor(demo);
    private final FormBrowser browser = visitor.browser();

    @BeforeAll
    static void start() {
        demo = RunningDemo.start(FreePorts.find(), DataFolder.temporary());
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    private static URI webApp(String path) {
        return demo.ports().webAppAddress().resolve(path);
    }

    private void signIn(String responseType, String... leftOut) {
        visitor.signIn("secret", responseType, leftOut);
    }

    private void press(String id) {
        browser.press(id);
    }

    @Test
    void drawsEveryBindingOfACodeAndAnIdToken() {
        signIn("code id_token");

        assertThat(browser.page())
                .contains("Ada Lovelace")
                .containsPattern("id=\"bridge-c_hash\"[^>]*data-outcome=\"passed\"")
                .containsPattern("id=\"bridge-nonce\"[^>]*data-outcome=\"passed\"")
                .containsPattern("id=\"bridge-sub\"[^>]*data-outcome=\"passed\"");
    }

    @Test
    void drawsNoBindingWhereThereIsNothingToCompare() {
        signIn("code token");

        assertThat(browser.page()).containsPattern("id=\"bridge-sub\"[^>]*data-outcome=\"not_applicable\"");
    }

    @Test
    void neverShowsATokenOfTheBackChannelWhole() {
        signIn("code id_token token");

        assertThat(browser.page()).containsPattern("id=\"front-access-token\"[^>]*>(?s:.{0,200})data-copy=\"ey");
        String back = browser.page().substring(browser.page().indexOf("class=\"parcel back\""));
        assertThat(back).doesNotContain("data-copy").doesNotContainPattern("ey[A-Za-z0-9_-]+\\.ey");
    }

    @Nested
    class WithTheTokens {

        @Test
        void readsReports() {
            signIn("code id_token");
            press("read-reports");

            assertThat(browser.page()).contains("200 OK", "Welcome: everybody has this report");
        }

        @Test
        void createsAReport() {
            signIn("code id_token");
            press("create-report");

            assertThat(browser.page()).contains("201 Created", "On the Analytical Engine");
        }

        @Test
        void isToldWhichPermissionIsMissing() {
            signIn("code id_token", "create:reports");
            press("create-report");

            assertThat(browser.page()).contains("403 Forbidden", "insufficient_scope", "create:reports");
        }

        @Test
        void rotatesTheRefreshToken() {
            signIn("code id_token");
            press("refresh");

            assertThat(browser.page().split("data-changed=\"true\"", -1)).hasSize(3);
        }

        @Test
        void goesOnWithTheRefreshedTokens() {
            signIn("code id_token");
            press("refresh");
            press("refresh");
            press("read-reports");

            assertThat(browser.page()).contains("200 OK");
        }

        @Test
        void countsReportsByAnOpaqueTokenOfItsOwn() {
            signIn("code id_token");
            press("count-by-itself");

            assertThat(browser.page()).contains("200 OK", "\"authors\"", "the application’s own", "opaque");
        }

        @ParameterizedTest
        @ValueSource(strings = {"secret", "key", "encrypted"})
        void countsReportsByATokenOfTheSameSignInForThatApiAlone(String door) {
            visitor.signIn(door, "code id_token");
            press("count-reports");

            assertThat(browser.page())
                    .contains("200 OK", "\"authors\"", "from the same sign-in", "https://api.example.com/statistics")
                    .containsPattern(
                            "id=\"api-access-token\"(?s:.{0,600}?)aria-label=\"Scope\">\\s*<li><code>read:statistics</code></li>\\s*</ul>");
            press("read-reports");
            assertThat(browser.page()).contains("200 OK", "Welcome: everybody has this report");
        }

        @Test
        void hasNoTokenForTheSecondApiWithoutARefreshToken() {
            signIn("code id_token", "offline_access");

            assertThat(browser.page())
                    .containsPattern("id=\"count-reports\"[^>]* disabled")
                    .contains("no token for the second API");
        }

        @Test
        void asksUserinfo() {
            signIn("code id_token");
            press("userinfo");

            assertThat(browser.page()).contains("data-kind=\"userinfo\"", "ada@example.com");
        }

        @Test
        void signsOutHereAlone() {
            signIn("code id_token");
            press("sign-out");
            browser.open(webApp("/login?return_to=/symbolon&response_mode=form_post&prompt=none"));
            browser.submit();

            assertThat(browser.page()).contains("Ada Lovelace");
        }

        @Test
        void logsOutAtTheProviderToo() {
            signIn("code id_token");
            press("log-out");
            browser.open(webApp("/login?return_to=/symbolon&response_mode=form_post&prompt=none"));
            browser.submit();

            assertThat(browser.page()).contains("data-reason=\"login_required\"");
        }
    }

    @Nested
    class WhenTheProviderEndsTheSession {

        @ParameterizedTest
        @ValueSource(strings = {"secret", "key", "encrypted"})
        void theNextClickSaysWhy(String door) {
            visitor.signIn(door, "code id_token");
            URI page = browser.address();

            browser.follow("provider-logout");
            browser.submit("decision", "sign_out");

            browser.openUntil(page, "data-reason=\"signed_out\"");
            assertThat(browser.page()).contains("The provider has signed you out", "Sign in again");
        }

        @Test
        void aSessionOfAnotherBrowserGoesOn() {
            FormBrowser other = new FormBrowser();
            signIn("code id_token");
            other.open(webApp("/start?response_mode=form_post&response_type=code+id_token"));
            other.submit("username", "ada@example.com", "password", "analytical-engine");
            other.submit();
            other.follow("provider-logout");
            other.submit("decision", "sign_out");
            other.openUntil(webApp("/symbolon"), "data-reason=\"signed_out\"");

            browser.open(webApp("/symbolon"));
            assertThat(browser.page()).contains("The two halves fit");
        }
    }

    @Test
    void saysSoWhenThePersonSaysNo() {
        browser.open(webApp("/login?response_mode=form_post"));
        browser.submit("username", "charles@example.com", "password", "difference-engine");
        browser.submit("decision", "deny");
        browser.submit();

        assertThat(browser.page())
                .contains("data-reason=\"access_denied\"", "You said no", "You are not signed in", "Sign in again");
    }

    @Test
    void saysAfterANoThatTheSignInBeforeGoesOn() {
        signIn("code id_token");
        press("publish");
        browser.follow("ask-in-detail");
        browser.submit("decision", "deny");
        browser.submit();
        assertThat(browser.page())
                .contains("You said no", "You are signed in here as before", "Ada Lovelace")
                .doesNotContain("You are not signed in");

        browser.follow("back");

        assertThat(browser.page()).contains("The two halves fit");
    }
}
