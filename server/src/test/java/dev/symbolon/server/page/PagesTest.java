package dev.symbolon.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.server.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PagesTest {

    private final Pages pages = new Pages(Issuer.parse("https://id.example.org"), Theme.plain());

    static Stream<Arguments> everyPageInEveryLanguage() {
        return SamplePages.all().entrySet().stream()
                .flatMap(entry -> Languages.SPOKEN.stream()
                        .map(language -> Arguments.of(entry.getKey(), entry.getValue(), language)));
    }

    @ParameterizedTest(name = "{0} in {2}")
    @MethodSource("everyPageInEveryLanguage")
    void rendersEveryPageWholeAndInTheLanguageAskedFor(String name, Page page, Locale language) {
        Document document = parse(pages.render(page, List.of(language), Optional.empty()));

        assertThat(document.documentType()).isNotNull();
        assertThat(document.selectFirst("html").attr("lang")).isEqualTo(language.getLanguage());
        assertThat(document.title()).isNotBlank().endsWith(" · Symbolon");
        assertThat(document.select("main h1")).hasSize(1);
        assertThat(document.text()).doesNotContain("{0}");
    }

    @ParameterizedTest(name = "{0} in {2}")
    @MethodSource("everyPageInEveryLanguage")
    void namesEveryControl(String name, Page page, Locale language) {
        Document document = parse(pages.render(page, List.of(language), Optional.empty()));

        for (Element input : document.select("input:not([type=hidden])")) {
            boolean named = input.closest("label") != null
                    || !document.select("label[for=" + input.id() + "]").isEmpty();
            assertThat(named).as(input.outerHtml()).isTrue();
        }
        assertThat(document.select("a, button:not([hidden])"))
                .allSatisfy(way -> assertThat(way.text()).isNotBlank());
    }

    @ParameterizedTest(name = "{0} in {2}")
    @MethodSource("everyPageInEveryLanguage")
    void keepsPagesOutOfCachesFramesAndReferrers(String name, Page page, Locale language) {
        HttpResponse response = pages.render(page, List.of(language), Optional.empty());

        assertThat(response.headers().first("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(response.headers().first("Cache-Control")).contains("no-store");
        assertThat(response.headers().first("Referrer-Policy")).contains("no-referrer");
        assertThat(response.headers().first("X-Frame-Options")).contains("DENY");
        assertThat(response.headers().first("Content-Language")).contains(language.getLanguage());
        assertThat(response.headers().first("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .startsWith("default-src 'none'; style-src 'self'; img-src 'self'; ")
                        .endsWith("; frame-ancestors 'none'; base-uri 'none'")
                        .doesNotContain("unsafe"));
    }

    @Nested
    class Login {

        @Test
        void offersTheFieldsThatPeopleAutomateAgainst() {
            Document document = english(SamplePages.login(new LoginPage.Problem.None()));

            Element form = document.expectForm("form[method=post][action=/login]");
            assertThat(form.select("input").eachAttr("name")).containsExactly("interaction", "username", "password");
            assertThat(form.select("input[name=interaction]").val()).isEqualTo("sealed");
            assertThat(form.select("input[name=username]").attr("autocomplete")).isEqualTo("username");
            assertThat(form.select("input[name=password]").attr("autocomplete")).isEqualTo("current-password");
        }

        @Test
        void saysForWhomAndWhereTo() {
            Document document = english(SamplePages.login(new LoginPage.Problem.None()));

            assertThat(document.select("main").text())
                    .contains("to continue to Analytical Reports", "reports.example.org");
        }

        @Test
        void startsInTheFieldThatIsEmpty() {
            assertThat(english(SamplePages.login(new LoginPage.Problem.None()))
                            .select("[autofocus]")
                            .eachAttr("name"))
                    .containsExactly("username");
            assertThat(english(SamplePages.login(new LoginPage.Problem.WrongCredentials()))
                            .select("[autofocus]")
                            .eachAttr("name"))
                    .containsExactly("password");
        }

        @Test
        void tiesARefusalToTheFields() {
            Document document = english(SamplePages.login(new LoginPage.Problem.WrongCredentials()));

            assertThat(document.select("[role=alert]").eachAttr("id")).containsExactly("problem");
            assertThat(document.select("[aria-describedby=problem][aria-invalid=true]")
                            .eachAttr("name"))
                    .containsExactly("username", "password");
        }

        @Test
        void saysNothingIsWrongTheFirstTime() {
            Document document = english(SamplePages.login(new LoginPage.Problem.None()));

            assertThat(document.select("[role=alert], [aria-invalid], [aria-describedby]"))
                    .isEmpty();
        }

        @Test
        void neverFillsInAPassword() {
            assertThat(english(SamplePages.login(new LoginPage.Problem.WrongCredentials()))
                            .select("input[name=password]")
                            .hasAttr("value"))
                    .isFalse();
        }

        @Test
        void saysHowLongToWaitToPeopleAndPrograms() {
            HttpResponse response = pages.render(
                    SamplePages.login(new LoginPage.Problem.TooManyAttempts(Duration.ofMillis(29_001))),
                    List.of(),
                    Optional.of("de-AT,de;q=0.9"));

            assertThat(response.status()).isEqualTo(429);
            assertThat(response.headers().first("Retry-After")).contains("30");
            assertThat(parse(response).select("[role=alert]").text()).contains("30 Sekunden");
        }
    }

    @Nested
    class Consent {

        private final Document document = english(SamplePages.consent());

        @Test
        void groupsWhatIsAskedForByApi() {
            assertThat(document.select("fieldset legend").eachText()).containsExactly("About you", "Reports");
            assertThat(document.select("fieldset").get(1).text())
                    .contains("Read your reports", "Write new reports in your name");
        }

        @Test
        void offersToLeaveOutWhatIsOptionalAndNothingElse() {
            assertThat(document.select("input[name=leave_out]").eachAttr("value"))
                    .containsExactly("profile", "email", "offline_access", "create:reports");
            assertThat(document.select("input[checked]")).isEmpty();
            assertThat(document.selectFirst("label:has([value=create:reports])").text())
                    .isEqualTo("Leave out: Write new reports in your name");
        }

        @Test
        void asksForAnAnswerAndNeverTakesEnterForOne() {
            Element form = document.expectForm("form[method=post][action=/consent]");

            assertThat(form.select("button[name=decision]").eachAttr("value")).containsExactly("allow", "deny");
            Element whatEnterPresses = form.selectFirst("button");
            assertThat(whatEnterPresses.attr("formmethod")).isEqualTo("dialog");
            assertThat(whatEnterPresses.hasAttr("name")).isFalse();
        }

        @Test
        void saysWhoAllowsAndWhereTo() {
            assertThat(document.select("main").text())
                    .contains("Analytical Reports", "ada@example.com", "You will be sent to reports.example.org");
        }
    }

    @Nested
    class Device {

        @Test
        void asksForTheCodeWithoutCorrectingIt() {
            Document document = english(new DevicePage("ada@example.com", "", new DevicePage.Problem.None()));

            Element form = document.expectForm("form[method=post][action=/device]");
            Element field = form.expectFirst("input[name=user_code]");
            assertThat(field.attr("autocapitalize")).isEqualTo("characters");
            assertThat(field.attr("autocomplete")).isEqualTo("off");
            assertThat(document.select("main").text()).contains("ada@example.com");
        }

        @Test
        void showsTheCodeToCompareAndWarnsOfWhoeverHasSentIt() {
            Document document = english(SamplePages.deviceRequest());

            assertThat(document.expectFirst(".shown-code").text()).isEqualTo("BCDF-GHJK");
            assertThat(document.select("main").text())
                    .contains(
                            "Reports for televisions", "ada@example.com", "If somebody has sent you this link or code");
        }

        @Test
        void asksForAnAnswerAndNeverTakesEnterForOne() {
            Element form =
                    english(SamplePages.deviceRequest()).expectForm("form[method=post][action=/device/decision]");

            assertThat(form.select("button[name=decision]").eachAttr("value")).containsExactly("allow", "deny");
            assertThat(form.select("input[name=device]").val()).isEqualTo("sealed");
            assertThat(form.expectFirst("button").attr("formmethod")).isEqualTo("dialog");
        }
    }

    @Nested
    class Account {

        @Test
        void letsAPersonGoOnOrTakeAnotherAccount() {
            Document document = english(new SelectAccountPage(SamplePages.APPLICATION, "sealed", "ada@example.com"));

            Element form = document.expectForm("form[method=post][action=/account/select]");
            assertThat(form.select("button[name=account]").eachAttr("value")).containsExactly("continue", "other");
            assertThat(form.text()).contains("Continue as ada@example.com");
        }

        @Test
        void letsAPersonSignOutOrStay() {
            Document document =
                    english(new LogoutPage(Optional.of(SamplePages.APPLICATION), "ada@example.com", "sealed"));

            Element form = document.expectForm("form[method=post][action=/oidc/logout/confirm]");
            assertThat(form.select("button[name=decision]").eachAttr("value")).containsExactly("sign_out", "stay");
            assertThat(form.select("input[name=logout]").val()).isEqualTo("sealed");
        }

        @Test
        void listsWhatWasAllowedWithAWayToWithdrawEach() {
            Document document = english(SamplePages.consents());

            assertThat(document.select("article h2").eachText())
                    .containsExactly("Analytical Reports", "Difference Engine");
            assertThat(document.select("form[method=post][action=/account/consents] input[name=consent]")
                            .eachAttr("value"))
                    .containsExactly("sealed-1", "sealed-2");
            assertThat(document.select("form input[name=after]").eachAttr("value"))
                    .containsExactly("reports", "reports");
            assertThat(document.select("a[href^=/account/consents]").eachText())
                    .containsExactly("More applications", "Back to the first applications");
            assertThat(document.select("article .since").first().text()).isEqualTo("Allowed on November 2, 2025");
        }

        @Test
        void linksToTheConsentsOnlyWhoeverIsSignedIn() {
            assertThat(english(new HomePage("https://id.example.org", Optional.of("ada"), true))
                            .select("a[href=/account/consents]"))
                    .hasSize(1);
            assertThat(english(new HomePage("https://id.example.org", Optional.empty(), true))
                            .select("a[href=/account/consents]"))
                    .isEmpty();
        }
    }

    @Nested
    class Errors {

        @ParameterizedTest
        @EnumSource
        void haveTheStatusOfTheirKind(ErrorPage.Kind kind) {
            assertThat(pages.render(SamplePages.error(kind), List.of(), Optional.empty())
                            .status())
                    .isEqualTo(kind.status());
        }

        @Test
        void offerAWayOnAndWhatADeveloperNeeds() {
            Document document = english(SamplePages.error(ErrorPage.Kind.EXPIRED));

            assertThat(document.select("main nav a").eachAttr("href"))
                    .containsExactly("/authorize?client_id=reports", "https://reports.example.org/");
            assertThat(document.select(".technical").text()).contains("7K3F9QX2MD", "the nearest one is");
        }

        @Test
        void neverEndInADeadEnd() {
            Document document = english(
                    new ErrorPage(ErrorPage.Kind.NOT_FOUND, "", Optional.empty(), Optional.empty(), "7K3F9QX2MD"));

            assertThat(document.select("main nav a").eachAttr("href")).containsExactly("/");
        }
    }

    @Test
    void leadsBelowThePathOfTheIssuer() {
        Pages below = new Pages(Issuer.parse("https://example.org/id"), Theme.plain());

        Document document =
                parse(below.render(SamplePages.login(new LoginPage.Problem.None()), List.of(), Optional.empty()));

        assertThat(document.select("form").attr("action")).isEqualTo("/id/login");
        assertThat(document.select("link, img").stream().map(element -> element.attr("href") + element.attr("src")))
                .allSatisfy(path -> assertThat(path).startsWith("/id/assets/"));
    }

    private Document english(Page page) {
        return parse(pages.render(page, List.of(), Optional.empty()));
    }

    private static Document parse(HttpResponse response) {
        return Jsoup.parse(response.body());
    }
}
