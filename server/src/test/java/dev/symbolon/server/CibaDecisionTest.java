package dev.symbolon.server;

import static dev.symbolon.server.CibaCounter.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.TestBrowser.Stop;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The decision of a person who is asked over the back channel (CIBA Core 1.0)")
class CibaDecisionTest {

    @AutoClose
    private final CibaCounter counter = new CibaCounter();

    private final TestProvider provider = counter.provider;
    private final TestClient client = counter.client;
    private final TestBrowser browser = counter.browser;

    @Nested
    @DisplayName("§8: the page where the person decides")
    class ThePage {

        @Test
        void showsWhoAsksForWhatAndWithWhichMessage() {
            counter.begin();

            Stop.Shown page = counter.page();

            assertThat(page.text()).contains("Test application", "W4SCT", "Read your reports", "ada");
        }

        @Test
        void showsNothingToAnybodyElse() {
            counter.begin();

            assertThat(counter.page(provider.browser(), "bob").text()).doesNotContain("W4SCT");
        }

        @Test
        void asksEvenIfThePersonHasConsentedBefore() {
            counter.allowed();

            counter.begin();

            assertThat(counter.page().text()).contains("Read your reports");
        }

        @Test
        void showsWhatIsAskedForInAdditionByNow() {
            String id = counter.begin();
            provider.declare(client.withGrantTypes(GrantType.CIBA));
            Stop.Shown page = counter.page();
            provider.declare(client);

            Stop.Shown answer = counter.decide(browser, page, "allow");

            assertThat(page.text()).doesNotContain("Keep this access while you are away");
            assertThat(answer.text()).contains("Keep this access while you are away");
            assertThat(error(counter.poll(id))).isEqualTo("authorization_pending");
        }

        @Test
        void showsNothingAnyMoreOnceTheTimeIsOver() {
            counter.begin();
            counter.page();
            provider.clock().advance(Duration.ofMinutes(5));

            assertThat(counter.page().document().select("form")).isEmpty();
        }

        @Test
        void takesNoDecisionOfAnotherSession() {
            String id = counter.begin();
            Stop.Shown ofAda = counter.page();
            TestBrowser other = provider.browser();
            counter.page(other, "ada");

            counter.decide(other, ofAda, "allow");

            assertThat(error(counter.poll(id))).isEqualTo("authorization_pending");
        }

        @Test
        void takesNoDecisionOfAnotherPersonInTheSameBrowser() {
            String id = counter.begin();
            Stop.Shown ofAda = counter.page();
            browser.as("bob")
                    .logIn(browser.page(browser.ask(client.request("code").with("prompt", "login"))));

            counter.decide(browser, ofAda, "allow");

            assertThat(error(counter.poll(id))).isEqualTo("authorization_pending");
        }

        @Test
        void takesNoDecisionThatAnotherSiteSends() {
            String id = counter.begin();
            Stop.Shown page = counter.page();

            provider.post(
                    "/account/requests",
                    Parameters.none().with("request", page.field("request")).with("decision", "allow"),
                    Map.of());

            assertThat(error(counter.poll(id))).isEqualTo("authorization_pending");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "AAAA"})
        void takesNoDecisionOnWhatItHasNotShown(String sealed) {
            String id = counter.begin();
            counter.page();

            browser.post(
                    "/account/requests",
                    Parameters.none().with("request", sealed).with("decision", "allow"));

            assertThat(error(counter.poll(id))).isEqualTo("authorization_pending");
        }

        @Test
        void takesOneDecision() {
            String id = counter.begin();
            Stop.Shown page = counter.page();
            counter.decide(browser, page, "deny");

            counter.decide(browser, page, "allow");

            assertThat(error(counter.poll(id))).isEqualTo("access_denied");
        }

        @Test
        void speaksOfWithdrawingOnlyWhereSomethingIsOrWasAllowed() {
            counter.begin();
            String withdrawn = "You can withdraw this at any time.";

            assertThat(counter.page().document().text()).contains(withdrawn);
            assertThat(counter.decide(browser, counter.page(), "allow")
                            .document()
                            .text())
                    .contains(withdrawn);
            assertThat(counter.page().document().text()).doesNotContain(withdrawn);
        }

        @Test
        void isNotThereForSomebodyWhoIsNotSignedIn() {
            counter.begin();

            assertThat(provider.browser()
                            .page(provider.browser().open("/account/requests"))
                            .isFor("/account/login"))
                    .isTrue();
        }

        @Test
        void isLedToFromTheFirstPage() {
            counter.page();

            assertThat(browser.page(browser.open("/")).document().select("a[href=/account/requests]"))
                    .hasSize(1);
        }
    }
}
