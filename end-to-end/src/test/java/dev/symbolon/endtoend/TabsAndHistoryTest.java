package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InBrowser
@DisplayName("Tabs, the back button, and pages that have grown old")
class TabsAndHistoryTest {

    private static final Way OTHER = new Way("code token", "fragment");

    @AutoClose
    private final TestDemo demo = TestDemo.start();

    @Test
    void bringsEachOfTwoTabsToItsOwnResult(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        String one = browser.tab();
        ada.startSignIn(Way.USUAL);
        String other = browser.openTab();
        ada.startSignIn(OTHER);

        browser.switchTo(one);
        ada.logIn();
        browser.switchTo(other);
        ada.logIn();
        browser.switchTo(one);
        ada.allow();
        ada.arrive();
        assertThat(ada.pieces()).isEqualTo(Way.USUAL.pieces());

        browser.switchTo(other);
        ada.allow();
        ada.arrive();
        assertThat(ada.pieces()).isEqualTo(OTHER.pieces());
    }

    @Test
    void goesOnInATabWhenAnotherHasSignedIn(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        String one = browser.tab();
        ada.startSignIn(OTHER);
        browser.openTab();
        ada.signIn(Way.USUAL);

        browser.switchTo(one);
        browser.reload();

        ada.arrive();
        assertThat(ada.pieces()).isEqualTo(OTHER.pieces());
    }

    @Test
    void leadsBackToTheResultWhoeverGoesBackToTheLoginPage(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.startSignIn(Way.USUAL);
        ada.logIn();

        browser.back();

        browser.await(Visitor.CONSENT_PAGE);
        ada.allow();
        ada.arrive();
    }

    @Test
    void harmsNobodyWhoGoesBackFromTheResult(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.signIn(Way.USUAL);

        browser.back();

        browser.open(demo.webApp("/symbolon"));
        ada.arrive();
    }

    @Test
    void renewsALoginPageWhoseCookiesAreGone(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.startSignIn(Way.USUAL);
        browser.await(Visitor.LOGIN_PAGE);
        browser.deleteCookies();

        ada.logIn();

        assertThat(browser.text("#problem")).contains("expired", "sign in once more");
        assertThat(browser.shows(Visitor.LOGIN_PAGE)).isTrue();
    }

    @Test
    void signsInFromALoginPageWhoseCookiesAreGone(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.startSignIn(Way.USUAL);
        browser.await(Visitor.LOGIN_PAGE);
        browser.deleteCookies();

        ada.logIn();
        ada.logIn();
        ada.allow();

        // The application has forgotten this sign-in with its cookie, so it starts another one, which needs no page.
        browser.await(Visitor.FAILURE_PAGE);
        browser.follow("#start-again");
        browser.awaitAddress(demo.webApp("/"));
        assertThat(browser.text("#person")).isEqualTo("Ada Lovelace");
    }

    @Test
    void asksForTheSignInAgainWhenTheCookiesAreGoneAtConsent(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.startSignIn(Way.USUAL);
        ada.logIn();
        browser.await(Visitor.CONSENT_PAGE);
        browser.deleteCookies();

        ada.allow();

        browser.await(Visitor.LOGIN_PAGE);
        ada.logIn();
        browser.await(Visitor.CONSENT_PAGE);
    }

    @Test
    void letsATabFromBeforeARestartGoOn(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.startSignIn(Way.USUAL);
        browser.await(Visitor.LOGIN_PAGE);
        demo.restart();

        ada.logIn();

        browser.await(Visitor.CONSENT_PAGE);
    }

    @Test
    void letsAConsentPageFromBeforeARestartGoOn(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.startSignIn(Way.USUAL);
        ada.logIn();
        browser.await(Visitor.CONSENT_PAGE);
        demo.restart();

        ada.allow();

        browser.follow("#start-again");
        browser.awaitAddress(demo.webApp("/"));
        assertThat(browser.text("#person")).isEqualTo("Ada Lovelace");
    }

    @Test
    void knowsAfterARestartWhoHasSignedIn(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.signIn(Way.USUAL);
        demo.restart();

        ada.startSignIn(Way.USUAL);

        ada.arrive();
    }

    @Test
    void finishesASignInOnlyOnce(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.startSignIn(Way.USUAL);
        ada.logIn();
        browser.await(Visitor.CONSENT_PAGE);
        String consent = browser.address().toString();
        ada.allow();
        ada.arrive();

        browser.open(URI.create(consent));

        // The provider answers once more, by a new code; the application has finished this sign-in, and shows who is
        // here.
        browser.awaitAddress(demo.webApp("/"));
        assertThat(browser.text("#person")).isEqualTo("Ada Lovelace");
    }
}
