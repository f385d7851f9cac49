package dev.symbolon.server;

import static dev.symbolon.server.PayingClient.ACCOUNTS;
import static dev.symbolon.server.PayingClient.OTHER_PAYMENT;
import static dev.symbolon.server.PayingClient.PAYMENT;
import static dev.symbolon.server.PayingClient.payment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.TestBrowser.Stop;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Rich authorization requests, RFC 9396 §11.2: consent")
class DetailsConsentTest {

    @AutoClose
    private final PayingClient paying = new PayingClient();

    private final TestProvider provider = paying.provider;
    private final TestBrowser browser = paying.browser;

    @Test
    void isAskedInTheWordsOfTheTypeWithEveryValue() {
        Stop.Shown page = paying.consentPage(paying.request("openid", PAYMENT, ACCOUNTS));

        assertThat(page.text())
                .contains("Make a payment", "To Merchant A", "Amount", "Sum 123.50", "Currency EUR", "At once Yes")
                .contains("Look at your accounts", "Which one DE02", "Actions read_balances list_transactions");
    }

    @Test
    void isAskedInTheLanguageOfThePerson() {
        assertThat(paying.consentPage(paying.request("openid", PAYMENT).with("ui_locales", "de"))
                        .text())
                .contains("Eine Zahlung machen", "Ja");
    }

    @Test
    void showsLongAndHostileValuesWhole() {
        String hostile = "<b onclick=alert(1)>&amp; " + "x".repeat(470);
        Stop.Shown page = paying.consentPage(paying.request("openid", PAYMENT.replace("Merchant A", hostile)));

        assertThat(page.text()).contains(hostile);
        assertThat(page.document().select("b")).isEmpty();
    }

    @Test
    void cannotBeLeftOutByItself() {
        assertThat(paying.consentPage(paying.request("openid", PAYMENT))
                        .document()
                        .select("input[name=leave_out]"))
                .isEmpty();
    }

    @Test
    void isRememberedForTheVerySameDetailsAlone() {
        paying.tokens(paying.request("openid", PAYMENT));

        assertThat(browser.callback(browser.ask(paying.request("openid", PAYMENT)))
                        .code())
                .isNotEmpty();
        assertThat(paying.consentPage(paying.request("openid", OTHER_PAYMENT)).text())
                .contains("9999.00")
                .doesNotContain("123.50");
        assertThat(paying.error(paying.request("openid", OTHER_PAYMENT).with("prompt", "none")))
                .isEqualTo("consent_required");
    }

    @Test
    void isNotGivenByAnAnswerToAnotherQuestion() {
        Stop.Shown shown = paying.consentPage(paying.request("openid", PAYMENT));
        Stop.Shown other = paying.consentPage(paying.request("openid", OTHER_PAYMENT));
        assertThat(shown.field("interaction")).isNotEqualTo(other.field("interaction"));

        browser.consent(shown, "allow");

        assertThat(paying.consentPage(paying.request("openid", OTHER_PAYMENT)).text())
                .contains("9999.00");
    }

    @Test
    void isAskedAgainIfThePersonSaidNo() {
        TestCallback denied =
                browser.callback(browser.consent(paying.consentPage(paying.request("openid", PAYMENT)), "deny"));

        assertThat(denied.error()).isEqualTo("access_denied");
        paying.consentPage(paying.request("openid", PAYMENT));
    }

    @Test
    void isShownAmongWhatWasAllowedAndCanBeWithdrawn() {
        TestTokens tokens = paying.tokens(paying.request("openid", PAYMENT));

        Stop.Shown consents = browser.page(browser.open("/account/consents"));
        assertThat(consents.text()).contains("Make a payment", "123.50");
        browser.post("/account/consents", Parameters.none().with("consent", consents.field("consent")));

        assertThat(provider.userinfo(tokens.accessToken()).status()).isEqualTo(401);
        paying.consentPage(paying.request("openid", PAYMENT));
    }

    @Test
    void ofFiftyPaymentsIsRememberedAndTheOldestIsAskedAgain() {
        for (int i = 0; i <= 50; i++) {
            paying.tokens(paying.request("openid", payment(i + ".00")));
        }

        assertThat(browser.callback(browser.ask(paying.request("openid", payment("1.00"))))
                        .code())
                .isNotEmpty();
        paying.consentPage(paying.request("openid", payment("0.00")));
    }
}
