package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InBrowser
@DisplayName("What the application does with its tokens")
class AfterSignInTest {

    @AutoClose
    private final TestDemo demo = TestDemo.start();

    @Test
    void createsAReportAndReadsItAgain(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.signIn(Way.USUAL);

        assertThat(ada.callApi("#create-report")).isEqualTo("201 Created");

        ada.callApi("#read-reports");
        assertThat(browser.text("#result-body")).contains("On the Analytical Engine");
    }

    @Test
    void countsReportsWithATokenForThatApiAlone(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.signIn(Way.USUAL);

        assertThat(ada.callApi("#count-reports")).isEqualTo("200 OK");

        assertThat(browser.text("#for-one-api")).contains("https://api.example.com/statistics alone");
        assertThat(browser.texts("#api-access-token .scope li")).containsExactly("read:statistics");
        assertThat(ada.callApi("#read-reports")).isEqualTo("200 OK");
    }

    @Test
    void keepsTheButtonsInSightBesideTheResult(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.signIn(Way.USUAL);

        ada.callApi("#publish");

        assertThat(browser.list("return [String(document.getElementById('publish').getBoundingClientRect().top >= 0)]"))
                .containsExactly("true");
    }

    @Test
    void exchangesBothTokensWhenItRefreshes(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.signIn(Way.USUAL);

        browser.follow("#refresh");

        browser.await("#result[data-kind=refreshed]");
        assertThat(browser.attributes("[data-changed]", "data-changed")).containsExactly("true", "true");
    }

    @Test
    void goesOnWithTheRefreshedTokens(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.signIn(Way.USUAL);
        browser.follow("#refresh");
        browser.follow("#refresh");

        assertThat(ada.callApi("#read-reports")).isEqualTo("200 OK");
    }

    @Test
    void asksUserinfo(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.signIn(Way.USUAL);

        browser.follow("#userinfo");

        assertThat(browser.text("#result[data-kind=userinfo]")).contains("Ada Lovelace", TestDemo.USERNAME);
    }

    @Test
    void keepsTheResultWhenThePageIsLoadedAgain(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.signIn(new Way("code id_token token", "form_post"));

        browser.reload();

        ada.arrive();
        assertThat(ada.pieces()).containsExactly("code", "ID token", "access token");
    }

    @Test
    void endsTheSessionAtTheProviderToo(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.signIn(Way.USUAL);

        browser.follow("#log-out");

        browser.awaitAddress(demo.webApp("/"));
        ada.startSignIn(Way.USUAL);
        browser.await(Visitor.LOGIN_PAGE);
    }

    @Test
    void leavesTheSessionAtTheProviderWhenOnlyTheApplicationSignsOut(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.signIn(Way.USUAL);

        browser.follow("#sign-out");

        assertThat(browser.shows("#log-out")).isFalse();
        ada.startSignIn(Way.USUAL);
        ada.arrive();
    }

    @Test
    void beginsAnewFromTheListOfApplicationsAtTheProvider(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.signIn(Way.USUAL);
        browser.follow("#sign-out");

        browser.open(demo.provider("/account/consents"));
        browser.follow("article a");

        browser.awaitAddress(demo.webApp("/"));
        browser.await("#log-out");
    }
}
