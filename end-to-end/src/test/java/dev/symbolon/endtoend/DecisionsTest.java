package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InBrowser
@DisplayName("What the person decides, and what comes of it")
class DecisionsTest {

    @AutoClose
    private final TestDemo demo = TestDemo.start();

    @Test
    void takesNoForAnAnswer(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.startSignIn(Way.USUAL);
        ada.logIn();

        ada.deny();

        browser.await(Visitor.FAILURE_PAGE);
        assertThat(browser.attributes(Visitor.FAILURE_PAGE, "data-reason")).containsExactly("access_denied");
    }

    @Test
    void asksAgainAfterANo(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.startSignIn(Way.USUAL);
        ada.logIn();
        ada.deny();

        browser.follow("#start-again");
        ada.allow();

        ada.arrive();
    }

    @Test
    void keepsTheApplicationFromWhatWasLeftOut(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.startSignIn(Way.USUAL);
        ada.logIn();

        ada.allow("create:reports");

        ada.arrive();
        assertThat(ada.callApi("#create-report")).isEqualTo("403 Forbidden");
        assertThat(browser.text("#result")).contains("insufficient_scope", "create:reports");
    }

    @Test
    void remembersWhatWasLeftOutUntilItIsAskedAgain(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.startSignIn(Way.USUAL);
        ada.logIn();
        ada.allow("create:reports");
        ada.arrive();

        ada.startSignIn(Way.USUAL, "consent");
        ada.allow();

        ada.arrive();
        assertThat(ada.callApi("#create-report")).isEqualTo("201 Created");
    }

    @Test
    void asksForConsentAfterItWasWithdrawn(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.signIn(Way.USUAL);
        browser.open(demo.provider("/account/consents"));
        browser.follow("article form button");
        assertThat(browser.shows("article")).isFalse();

        ada.startSignIn(Way.USUAL);

        browser.await(Visitor.CONSENT_PAGE);
    }

    @Test
    void letsNobodyInByAWrongPassword(Browser browser) {
        Visitor mallory = new Visitor(browser, demo);
        mallory.startSignIn(Way.USUAL);

        mallory.logIn(TestDemo.USERNAME, "difference-engine");

        assertThat(browser.text("#problem")).contains("wrong");
        assertThat(browser.await("[name=username]").getDomProperty("value")).isEqualTo(TestDemo.USERNAME);
        assertThat(browser.await("[name=password]").getDomProperty("value")).isEmpty();
    }

    @Test
    void letsThePersonTryAgainAfterAWrongPassword(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.startSignIn(Way.USUAL);
        ada.logIn(TestDemo.USERNAME, "difference-engine");

        ada.logIn();
        ada.allow();

        ada.arrive();
    }

    @Test
    void showsNoPageWhereNoneIsWanted(Browser browser) {
        Visitor stranger = new Visitor(browser, demo);

        stranger.startSignIn(Way.USUAL, "none");

        browser.await(Visitor.FAILURE_PAGE);
        assertThat(browser.attributes(Visitor.FAILURE_PAGE, "data-reason")).containsExactly("login_required");
    }
}
