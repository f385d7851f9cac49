package dev.symbolon.client.servlet;

import static dev.symbolon.client.servlet.SignInJourney.PENDING;
import static dev.symbolon.client.servlet.SignInJourney.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ResponseMode;
import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Cookies of pending logins")
class PendingLoginCookiesTest {

    @AutoClose
    private final SignInJourney journey = new SignInJourney();

    private final TestApplication app = journey.app;
    private final TestBrowser browser = journey.browser;

    @Test
    void severalTabsSignInAtOnce() {
        URI first = journey.startAt("/account/1?mode=query&type=code");
        URI second = journey.startAt("/account/2?mode=query&type=code");

        assertThat(location(journey.bring(ResponseMode.QUERY, app.provider.answer(first)))
                        .toString())
                .startsWith("/account/1");
        assertThat(location(journey.bring(ResponseMode.QUERY, app.provider.answer(second)))
                        .toString())
                .startsWith("/account/2");
    }

    @Test
    void theOldestOfTooManyIsDropped() {
        URI oldest = journey.startAt("/account/0?mode=query&type=code");
        for (int tab = 1; tab <= 6; tab++) {
            app.clock.advance(Duration.ofSeconds(1));
            journey.startAt("/account/" + tab + "?mode=query&type=code");
        }

        assertThat(browser.cookieHeaders().keySet())
                .filteredOn(name -> name.startsWith(PENDING))
                .hasSize(6);
        assertThat(journey.bring(ResponseMode.QUERY, app.provider.answer(oldest))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void longAddressesDoNotOverflowTheRequestHeader() {
        for (int tab = 0; tab < 8; tab++) {
            app.clock.advance(Duration.ofSeconds(1));
            journey.startAt("/account/" + "x".repeat(1500));
        }

        assertThat(browser.get(app.at("/")).statusCode()).isEqualTo(200);
    }

    @Test
    void oneThatCannotBeReadIsDropped() {
        browser.put(PENDING + "aaaaaaaaaaaaaaaaaaaaaa", "from-before-a-restart");
        journey.startAt("/reports");

        assertThat(browser.cookieHeaders()).doesNotContainKey(PENDING + "aaaaaaaaaaaaaaaaaaaaaa");
    }

    @Test
    void areHiddenFromScriptsAndLaxOnOneSite() {
        journey.startAt("/login?mode=form_post&type=code%20id_token");

        assertThat(browser.cookieHeaders().values())
                .singleElement()
                .asString()
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Secure");
    }

    @ParameterizedTest
    @EnumSource(
            value = ResponseMode.class,
            names = {"FORM_POST", "FORM_POST_JWT"})
    void comeAlongWithAFormFromAnotherSite(ResponseMode mode) {
        try (TestApplication other = withRedirectUri("http://127.0.0.1:1/callback", mode)) {
            location(browser.get(other.at("/reports")));
        }

        assertThat(browser.cookieHeaders().values()).singleElement().asString().contains("SameSite=None", "Secure");
    }

    @Test
    void cannotBePlantedByASiblingDomain() {
        try (TestApplication other = withRedirectUri("https://app.example.org/callback", ResponseMode.FORM_POST)) {
            location(browser.get(other.at("/reports")));
        }

        assertThat(browser.cookieHeaders()).hasSize(1).allSatisfy((name, header) -> {
            assertThat(name).startsWith("__Host-");
            assertThat(header)
                    .contains("SameSite=None", "Secure", "HttpOnly", "Path=/")
                    .doesNotContain("Domain");
        });
    }

    private static TestApplication withRedirectUri(String uri, ResponseMode mode) {
        return new TestApplication(
                "/",
                registration -> new dev.symbolon.client.Registration(
                                registration.issuer(),
                                registration.clientId(),
                                registration.authentication(),
                                dev.symbolon.protocol.RedirectUri.parse(uri),
                                registration.request(),
                                registration.strictness(),
                                registration.postLogoutRedirectUri(),
                                registration.protection())
                        .withResponseMode(mode),
                UnaryOperator.identity());
    }
}
