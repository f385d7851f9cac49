package dev.symbolon.client.servlet;

import static dev.symbolon.client.servlet.SignInJourney.PENDING;
import static dev.symbolon.client.servlet.SignInJourney.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The filter in a servlet application")
class OpenIdFilterTest {

    @AutoClose
    private final SignInJourney journey = new SignInJourney();

    private final TestApplication app = journey.app;
    private final TestBrowser browser = journey.browser;

    @ParameterizedTest
    @EnumSource(value = ResponseMode.class, mode = EnumSource.Mode.EXCLUDE, names = "WEB_MESSAGE")
    void leadsThroughTheProviderBackToThePage(ResponseMode mode) {
        String type = mode.unsigned() == ResponseMode.QUERY ? "code" : "code id_token token";
        URI authorization = journey.startAt("/reports?year=2025&mode=" + mode + "&type=" + type.replace(" ", "%20"));

        HttpResponse<String> brought = journey.bring(mode, app.provider.answer(authorization));
        URI next = location(brought);
        URI page = mode.unsigned() == ResponseMode.QUERY ? next : location(browser.get(app.at(next.toString())));

        assertThat(page.toString()).startsWith("/reports?year=2025");
        assertThat(browser.get(app.at(page.toString())).body()).isEqualTo("ada/ada/ada with null");
        assertThat(browser.cookieHeaders().keySet()).noneMatch(name -> name.startsWith(PENDING));
    }

    @Test
    void letsTheUnprotectedPass() {
        assertThat(browser.get(app.at("/")).body()).isEqualTo("nobody with null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/account", "/account/", "/account/x/y", "/reports", "/acc%6Funt/x"})
    void protectsWhatItShould(String path) {
        assertThat(browser.get(app.at(path)).statusCode()).isEqualTo(303);
    }

    @Test
    void tellsAScriptThatSomebodyMustSignIn() {
        assertThat(browser.get(app.at("/reports"), "Sec-Fetch-Mode", "cors").statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"})
    void leadsNothingToTheProviderThatIsMoreThanReading(String method) {
        HttpResponse<String> bare = browser.send(method, app.at("/reports"));
        HttpResponse<String> navigation = browser.send(method, app.at("/reports"), "Sec-Fetch-Mode", "navigate");

        assertThat(List.of(bare, navigation)).allSatisfy(refusal -> {
            assertThat(refusal.statusCode()).isEqualTo(401);
            assertThat(refusal.headers().firstValue("Cache-Control")).contains("no-store");
        });
        assertThat(browser.cookieHeaders()).isEmpty();
    }

    @Test
    void leadsARequestForTheHeadersOfAPageToTheProviderAsOneForThePage() {
        assertThat(browser.send("HEAD", app.at("/reports")).statusCode()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "//evil.example", "/%5Cevil.example"})
    void returnsNowhereElse(String to) {
        URI authorization = journey.startAt("/login?mode=query&type=code&return_to=" + to);

        assertThat(location(journey.bring(ResponseMode.QUERY, app.provider.answer(authorization)))
                        .toString())
                .isEqualTo("/");
    }

    @Test
    void isNotStoredAndTellsNobodyWhereItCameFrom() {
        HttpResponse<String> started = browser.get(app.at("/reports?mode=query&type=code"));
        HttpResponse<String> finished = journey.bring(ResponseMode.QUERY, app.provider.answer(location(started)));

        assertThat(List.of(started, finished)).allSatisfy(redirect -> {
            assertThat(redirect.statusCode()).isEqualTo(303);
            assertThat(redirect.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(redirect.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        });
    }

    @Test
    void takesNoOtherMethods() {
        assertThat(browser.send("PUT", app.at("/callback?state=s&code=c")).statusCode())
                .isEqualTo(405);
        assertThat(browser.post(app.at("/login"), "return_to=/reports").statusCode())
                .isEqualTo(405);
    }

    @Nested
    @DisplayName("RFC 9700 §4.7: an answer that somebody else's browser fetched")
    class LoginCsrf {

        @Test
        void signsNobodyIn() {
            URI attackers = journey.startAt("/reports?mode=query&type=code");
            Parameters answer = app.provider.answer(attackers);
            try (TestBrowser victims = new TestBrowser()) {
                HttpResponse<String> response = victims.get(app.at("/callback?" + answer.encoded()));

                assertThat(response.statusCode()).isEqualTo(400);
                assertThat(victims.get(app.at("/")).body()).startsWith("nobody");
            }
            assertThat(app.provider.tokenRequests).isEmpty();
        }

        @Test
        void aParkedLoginIsFetchedOnlyByItsOwnBrowser() {
            URI authorization = journey.startAt("/reports");
            URI parked = location(journey.bring(ResponseMode.FRAGMENT, app.provider.answer(authorization)));
            try (TestBrowser victims = new TestBrowser()) {
                assertThat(victims.get(app.at(parked.toString())).statusCode()).isEqualTo(400);
                assertThat(victims.get(app.at("/")).body()).startsWith("nobody");
            }
        }

        @Test
        void aParkedLoginIsFetchedOnce() {
            URI authorization = journey.startAt("/reports");
            String pending = browser.cookieHeaders().keySet().stream()
                    .filter(name -> name.startsWith(PENDING))
                    .findFirst()
                    .orElseThrow();
            String value = browser.cookie(pending);
            URI parked = location(journey.bring(ResponseMode.FRAGMENT, app.provider.answer(authorization)));
            location(browser.get(app.at(parked.toString())));
            browser.forget("JSESSIONID");
            browser.put(pending, value);

            assertThat(browser.get(app.at(parked.toString())).statusCode()).isEqualTo(400);
        }
    }

    @Nested
    @DisplayName("Sessions")
    class ApplicationSession {

        @Test
        void getANewIdAtSignIn() {
            browser.get(app.at("/?put=tea"));
            String before = browser.cookie("JSESSIONID");
            journey.signIn();

            assertThat(browser.cookie("JSESSIONID")).isNotEqualTo(before);
        }

        @Test
        void outliveAFormThatComesWithoutTheSessionCookie() {
            browser.get(app.at("/?put=tea"));
            URI authorization = journey.startAt("/reports?mode=form_post&type=code%20id_token");
            String pending = browser.cookieHeaders().keySet().stream()
                    .filter(name -> name.startsWith(PENDING))
                    .findFirst()
                    .orElseThrow();
            String session = browser.cookie("JSESSIONID");
            browser.forget("JSESSIONID");
            URI parked = location(journey.bring(ResponseMode.FORM_POST, app.provider.answer(authorization)));
            assertThat(browser.cookieHeaders()).doesNotContainKey("JSESSIONID").containsKey(pending);
            browser.put("JSESSIONID", session);
            location(browser.get(app.at(parked.toString())));

            assertThat(browser.get(app.at("/")).body()).isEqualTo("ada/ada/ada with tea");
        }

        @Test
        void protectedPagesAreNotStored() {
            journey.signIn();

            assertThat(browser.get(app.at("/reports")).headers().firstValue("Cache-Control"))
                    .contains("no-store");
        }
    }

    @Nested
    @DisplayName("RP-Initiated Logout §2")
    class Logout {

        @Test
        void endsTheSessionAndGoesToTheProvider() {
            journey.signIn();

            URI location = location(browser.post(app.at("/logout"), ""));

            assertThat(app.provider.revocations).hasSize(1);
            assertThat(location.toString()).startsWith(app.provider.issuer() + "/logout?");
            assertThat(location.getRawQuery()).contains("id_token_hint=", "post_logout_redirect_uri=");
            assertThat(browser.get(app.at("/")).body()).startsWith("nobody");
        }

        @Test
        void isNotDoneForAPageOfAnotherSite() {
            journey.signIn();

            assertThat(browser.post(app.at("/logout"), "", "Sec-Fetch-Site", "cross-site")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(browser.post(app.at("/logout"), "", "Sec-Fetch-Site", "same-site")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(browser.post(app.at("/logout"), "", "Origin", "https://evil.example")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(browser.get(app.at("/")).body()).startsWith("ada");
        }

        @Test
        void isNotDoneByALink() {
            journey.signIn();

            assertThat(browser.get(app.at("/logout")).statusCode()).isEqualTo(405);
            assertThat(browser.get(app.at("/")).body()).startsWith("ada");
        }

        @Test
        void isDoneHereIfTheProviderCannotBeReached() {
            journey.signIn();
            app.provider.close();
            app.clock.advance(Duration.ofDays(2));

            assertThat(location(browser.post(app.at("/logout"), "")).toString()).isEqualTo("/");
            assertThat(browser.get(app.at("/")).body()).startsWith("nobody");
        }
    }

    @Test
    void worksBelowAContextPath() {
        try (TestApplication below = new TestApplication(
                "/shop", registration -> registration.withResponseType(ResponseType.CODE), UnaryOperator.identity())) {
            URI authorization = location(browser.get(below.at("/reports")));
            Parameters answer = below.provider.answer(authorization);

            assertThat(location(browser.get(below.at("/callback?" + answer.encoded())))
                            .toString())
                    .isEqualTo("/shop/reports");
            assertThat(browser.get(below.at("/reports")).body()).startsWith("ada");
        }
    }

    @Test
    void pendingLoginsOutliveARestartUnderTheApplicationsOwnSeal() {
        dev.symbolon.client.LoginSeal seal =
                dev.symbolon.client.LoginSeal.of(dev.symbolon.protocol.Secret.of("a secret of at least 32 characters"));
        try (TestApplication sealed = new TestApplication(
                "/",
                registration -> registration.withResponseType(ResponseType.CODE),
                filter -> filter.sealedWith(dev.symbolon.client.LoginSeal.random())
                        .sealedWith(seal))) {
            location(browser.get(sealed.at("/reports")));
            String name = browser.cookieHeaders().keySet().iterator().next();

            assertThat(seal.open(browser.cookie(name), name)).isPresent();
        }
    }
}
