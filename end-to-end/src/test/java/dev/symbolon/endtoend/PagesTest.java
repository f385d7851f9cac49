package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

@InBrowser
@DisplayName("Pages for everybody")
class PagesTest {

    @AutoClose
    private final TestDemo demo = TestDemo.start();

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void canBeUsedOnAPhoneAndOnADeskByDayAndByNight(String language, Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        List<String> faults = new ArrayList<>();
        browser.preferLanguages(language);
        browser.open(demo.webApp("/"));
        faults.addAll(PageFaults.of(browser, language + "-first"));
        ada.startSignIn(new Way("code id_token token", "form_post"));
        browser.await(Visitor.LOGIN_PAGE);
        faults.addAll(PageFaults.of(browser, language + "-login"));
        ada.logIn(TestDemo.USERNAME, "difference-engine");
        faults.addAll(PageFaults.of(browser, language + "-login-failed"));
        ada.logIn();
        browser.await(Visitor.CONSENT_PAGE);
        faults.addAll(PageFaults.of(browser, language + "-consent"));
        ada.allow();
        ada.arrive();
        faults.addAll(PageFaults.of(browser, language + "-result"));
        ada.callApi("#read-reports");
        faults.addAll(PageFaults.of(browser, language + "-reports"));
        for (String page : List.of(
                "/",
                "/account/consents",
                "/account/requests",
                "/oidc/logout",
                "/nothing",
                "/authorize?client_id=nobody")) {
            browser.open(demo.provider(page));
            faults.addAll(PageFaults.of(browser, language + page.replaceAll("[^a-z]+", "-")));
        }

        assertThat(faults).isEmpty();
    }

    @Test
    void showsWhyThereIsNoSignIn(Browser browser) {
        new Visitor(browser, demo).startSignIn(Way.USUAL, "none");
        browser.await(Visitor.FAILURE_PAGE);

        assertThat(PageFaults.of(browser, "failure")).isEmpty();
    }

    @Test
    void speaksTheLanguageOfTheBrowser(Browser browser) {
        browser.preferLanguages("de-AT,de;q=0.9,en;q=0.5");

        new Visitor(browser, demo).startSignIn(Way.USUAL);

        assertThat(browser.text("h1")).isEqualTo("Anmelden");
        assertThat(browser.attributes("html", "lang")).containsExactly("de");
    }

    @Test
    void namesThePermissionsInTheLanguageOfTheBrowser(Browser browser) {
        browser.preferLanguages("de");
        Visitor ada = new Visitor(browser, demo);
        ada.startSignIn(Way.USUAL);

        ada.logIn();

        assertThat(String.join("\n", browser.texts(".permissions")))
                .contains("Berichte-API", "Ihre Berichte lesen", "Statistik-API", "Sehen, wie viele Berichte es gibt");
    }

    @Test
    void canBeUsedWithTheKeyboardAlone(Browser browser) {
        browser.open(demo.webApp("/"));
        browser.tabTo(Visitor.FIRST_PAGE);
        browser.press(Keys.ENTER);
        browser.await(Visitor.LOGIN_PAGE);
        assertThat(browser.hasFocus("[name=username]")).isTrue();

        browser.press(TestDemo.USERNAME, Keys.TAB, TestDemo.PASSWORD, Keys.ENTER);
        browser.await(Visitor.CONSENT_PAGE);
        browser.tabTo("[name=decision][value=allow]");
        browser.press(Keys.ENTER);

        new Visitor(browser, demo).arrive();
    }

    @Test
    void takesNoStrayEnterForConsent(Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        ada.startSignIn(Way.USUAL);
        ada.logIn();
        browser.tabTo("[name=leave_out]");

        browser.press(Keys.ENTER);

        browser.press(Keys.SPACE);
        assertThat(browser.await("[name=leave_out]").isSelected()).isTrue();
        assertThat(browser.shows(Visitor.CONSENT_PAGE)).isTrue();
    }

    @Test
    void needsNoScriptForFormPost(Browser browser) {
        browser.disableScripts();
        Visitor ada = new Visitor(browser, demo);
        ada.startSignIn(new Way("code id_token token", "form_post"));
        ada.logIn();
        ada.allow();

        browser.follow("form noscript button");

        ada.arrive();
        assertThat(ada.bindings()).hasSize(6);
    }

    @Test
    void needsNoScriptToBringTheCodeOfQueryFragment(Browser browser) {
        browser.disableScripts();
        Visitor ada = new Visitor(browser, demo);
        ada.startSignIn(new Way("code id_token", "query_fragment"));
        ada.logIn();

        ada.allow();

        // The demo insists on the other half, which only a script can hand over; it says so, and offers a way on.
        browser.await("noscript a");
        assertThat(browser.address().getRawQuery()).contains("code=", "state=", "iss=");
        assertThat(browser.address().getRawFragment()).startsWith("id_token=");
    }
}
