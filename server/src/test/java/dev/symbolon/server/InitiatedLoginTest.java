package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientPresentation;
import dev.symbolon.server.storage.Declarations;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("OIDC Core §4: a sign-in that the provider begins for an application")
class InitiatedLoginTest {

    private static final String START = "https://app.example.net/start?iss=https%3A%2F%2Fid.example.org";

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    InitiatedLoginTest() {
        declare("https://app.example.net/start");
    }

    private void declare(String initiateLogin) {
        Client usual = provider.storage().clients().find(client.id()).orElseThrow();
        Client changed = new Client(
                usual.id(),
                new ClientPresentation(
                        LocalizedText.of("Test application"),
                        Optional.empty(),
                        Optional.of(URI.create(initiateLogin)),
                        false),
                usual.credentials(),
                usual.redirectUris(),
                usual.logout(),
                usual.flows(),
                usual.tokens(),
                usual.apis());
        provider.storage().declare(Declarations.of(List.of(changed), List.of(), List.of()));
    }

    private String bookmarkedLogin() {
        return "/login?interaction="
                + browser.page(browser.ask(client.request("code"))).field("interaction");
    }

    @Test
    void isKeptOfTheClient() {
        assertThat(provider.storage()
                        .clients()
                        .find(client.id())
                        .orElseThrow()
                        .presentation()
                        .initiateLogin())
                .contains(URI.create("https://app.example.net/start"));
    }

    @Test
    void keepsTheQueryThatTheAddressHas() {
        declare("https://app.example.net/start?tenant=1");

        Stop.Shown page = browser.page(browser.ask(client.request("code").without("redirect_uri")));

        assertThat(page.document().select("a[href=" + START.replace("?", "?tenant=1&") + "]"))
                .hasSize(1);
    }

    @Nested
    @DisplayName("from a page that has expired")
    class FromAPageThatHasExpired {

        @Test
        void isWhereTheBrowserGoes() {
            String login = bookmarkedLogin();
            provider.clock().advance(Duration.ofHours(2));

            Stop stop = browser.open(login);

            assertThat(stop)
                    .isInstanceOfSatisfying(
                            Stop.Returned.class,
                            returned -> assertThat(returned.response().headers().first("Location"))
                                    .contains(START));
        }

        @Test
        void isNotForAPageThatIsYoung() {
            assertThat(browser.page(browser.open(bookmarkedLogin())).isFor("/login"))
                    .isTrue();
        }

        @Test
        void isNotForAnotherBrowserSinceOneWithoutCookiesWouldGoInCircles() {
            assertThat(provider.browser()
                            .page(provider.browser().open(bookmarkedLogin()))
                            .isFor("/login"))
                    .isTrue();
        }

        @Test
        void isNotForSomebodyWhoHasJustTypedThePassword() {
            Stop.Shown login = browser.page(browser.ask(client.request("code")));
            provider.clock().advance(Duration.ofHours(2));

            assertThat(browser.page(browser.logIn(login)).isFor("/login")).isTrue();
        }
    }

    @Test
    void isOfferedWhereARequestCannotBeAnswered() {
        Parameters request =
                client.request("code").without("redirect_uri").with("redirect_uri", "https://evil.example/callback");

        Stop.Shown page = browser.page(browser.ask(request));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.document().select("a[href=" + START + "]")).hasSize(1);
        assertThat(page.document().select("a[href*=evil]")).isEmpty();
    }

    @Test
    void isOfferedInTheListOfApplications() {
        browser.authorize(client.request("code"));

        Stop.Shown page = browser.page(browser.open("/account/consents"));

        assertThat(page.document().select("article a").eachAttr("href")).containsExactly(START);
    }
}
