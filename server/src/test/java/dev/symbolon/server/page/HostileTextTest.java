package dev.symbolon.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strangers write what pages show: state, error details, names of applications and people. */
class HostileTextTest {

    private static final String MARKUP =
            "\"'><script>alert(1)</script><img src=x onerror=alert(1)><!--</title></textarea>";

    private final Pages pages = new Pages(Issuer.parse("https://id.example.org"), Theme.plain());

    static Stream<Page> pagesThatStrangersHaveWritten() {
        Application application = application(MARKUP);
        List<ConsentPage.Group> groups = List.of(
                new ConsentPage.Group.AboutYou(List.of(new ConsentPage.Item(MARKUP, "", true))),
                new ConsentPage.Group.OfApi(
                        MARKUP, List.of(new ConsentPage.Item(MARKUP, MARKUP, true)), List.of(detail(MARKUP))));
        return Stream.of(
                new LoginPage(Optional.of(application), MARKUP, MARKUP, new LoginPage.Problem.WrongCredentials()),
                new ConsentPage(application, MARKUP, MARKUP, groups),
                new DevicePage(MARKUP, MARKUP, new DevicePage.Problem.WrongCode()),
                new DeviceRequestPage(MARKUP, MARKUP, MARKUP, MARKUP, groups),
                new DeviceDonePage(MARKUP, true),
                new SelectAccountPage(application, MARKUP, MARKUP),
                new LogoutPage(Optional.of(application), MARKUP, MARKUP),
                new LoggedOutPage(Optional.of(application), false),
                new ErrorPage(
                        ErrorPage.Kind.BAD_REQUEST, MARKUP, Optional.of(application), Optional.of(MARKUP), MARKUP),
                new HomePage(MARKUP, Optional.of(MARKUP), true),
                new RequestsPage(
                        MARKUP,
                        Optional.of(new RequestsPage.Decided(MARKUP, true)),
                        List.of(new RequestsPage.Entry(MARKUP, Optional.of(MARKUP), MARKUP, groups))),
                new ConsentsPage(
                        MARKUP,
                        List.of(new ConsentsPage.Entry(MARKUP, Optional.of(MARKUP), LocalDate.EPOCH, MARKUP, groups)),
                        MARKUP,
                        Optional.of("/account/consents?after=" + MARKUP)));
    }

    private static ConsentPage.Detail detail(String text) {
        ConsentPage.Line line = new ConsentPage.Line(text, text, new ConsentPage.Value.Texts(List.of(text)));
        return new ConsentPage.Detail(
                text, List.of(line, new ConsentPage.Line(text, "", new ConsentPage.Value.Parts(List.of(line)))));
    }

    private static Application application(String text) {
        String home = "https://app.example.org/\"onclick=\"alert(1)\"><script>";
        return new Application(text, text, "https://app.example.org", Optional.of(home));
    }

    @ParameterizedTest
    @MethodSource("pagesThatStrangersHaveWritten")
    void neverBecomesMarkup(Page page) {
        Document document = render(page);

        assertThat(document.select("script, main img")).isEmpty();
        assertThat(document.getAllElements())
                .allSatisfy(element -> assertThat(element.attributes())
                        .noneMatch(attribute -> attribute.getKey().startsWith("on")));
        assertThat(document.body().text()).contains("<script>alert(1)</script>");
    }

    @Test
    void neverBecomesMarkupInTheNameOfTheService() {
        Theme theme = new Theme(Optional.empty(), Optional.empty(), Optional.of(MARKUP));
        Pages named = new Pages(Issuer.parse("https://id.example.org"), theme);

        Document document = Jsoup.parse(
                named.render(SamplePages.consent(), List.of(), Optional.empty()).body());

        assertThat(document.title()).contains("<script>alert(1)</script>");
        assertThat(document.select("script")).isEmpty();
    }

    @Test
    void reachesTheApplicationUnchangedByFormPost() {
        Parameters parameters = Parameters.none().with("state", MARKUP).with(MARKUP, "\u202e&amp;");

        Document document =
                render(new FormPostPage("https://app.example.org/cb?a=%22%3E", "https://app.example.org", parameters));

        Element form = document.expectForm("form");
        assertThat(form.attr("action")).isEqualTo("https://app.example.org/cb?a=%22%3E");
        assertThat(form.select("input").eachAttr("name")).containsExactly("state", MARKUP);
        assertThat(form.select("input").eachAttr("value")).containsExactly(MARKUP, "\u202e&amp;");
        assertThat(document.select("script")).hasSize(1);
    }

    @Test
    void reachesTheApplicationUnchangedByWebMessage() {
        String state = MARKUP + "&quot;&amp;\"'</script>\u2028\u202e-->";
        Parameters parameters = Parameters.none().with("state", state).with(MARKUP, "x");

        Document document = render(new WebMessagePage("https://app.example.org", true, parameters));

        JsonObject message = JsonObject.parse(document.expectFirst("#answer").attr("data-message"));
        assertThat(message.object("response").orElseThrow())
                .isEqualTo(JsonObject.empty().with("state", state).with(MARKUP, "x"));
        assertThat(document.select("script")).hasSize(1);
        assertThat(document.expectFirst("script").data()).doesNotContain("alert");
        assertThat(document.body().text()).doesNotContain("alert");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"javascript:alert(1)", "data:text/html,x", "https://app.example.org/\"onclick=", "/relative"})
    void isNoPlaceToPostTokensTo(String action) {
        FormPostPage page = new FormPostPage(action, "https://app.example.org", Parameters.none());

        assertThatThrownBy(() -> pages.render(page, List.of(), Optional.empty()))
                .isInstanceOf(OAuthException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JAVASCRIPT:alert(1)",
                " javascript:alert(1)",
                "data:text/html,x",
                "//evil.example",
                "/\\evil.example",
                "/\t/evil.example",
                "app:open"
            })
    void isNoPlaceToLinkTo(String address) {
        Application application =
                new Application("App", "app.example.org", "https://app.example.org", Optional.of(address));

        Document document = render(new ErrorPage(
                ErrorPage.Kind.EXPIRED, "", Optional.of(application), Optional.of(address), "7K3F9QX2MD"));

        assertThat(document.select("main a").eachAttr("href")).containsExactly("/");
    }

    @Test
    void neitherTurnsNorHidesTheTextAroundIt() {
        String name = "\u202egro.live\u2069\u2066\u200b\u061c\u2028 Bank";

        Document document = render(new SelectAccountPage(application(name), "sealed", name));

        assertThat(document.body().text()).doesNotContainPattern("[\u202a-\u202e\u2066-\u2069\u200b\u061c\u2028]");
        assertThat(document.select(".lead bdi").text()).isEqualTo("gro.live Bank");
    }

    @Test
    void keepsWhatScriptsAndEmojiNeed() {
        String name = "می‌خواهم 👩‍🔬";

        assertThat(Display.name(name)).isEqualTo(name);
    }

    @Test
    void pushesNothingOffThePageByItsLength() {
        Document document = render(new SelectAccountPage(application("N".repeat(10_000)), "sealed", "ada"));

        assertThat(document.select(".lead bdi").text()).hasSize(100).endsWith("…");
    }

    @ParameterizedTest
    @CsvSource({"login", "consent", "select-account"})
    void cannotHideWhereTheBrowserGoes(String name) {
        String host = "accounts.example.com." + "a.".repeat(100) + "evil.example";
        Application application = new Application("App", host, "https://" + host, Optional.empty());
        Page page = switch (name) {
            case "login" -> new LoginPage(Optional.of(application), "sealed", "", new LoginPage.Problem.None());
            case "consent" -> new ConsentPage(application, "sealed", "ada", List.of());
            default -> new SelectAccountPage(application, "sealed", "ada");
        };

        assertThat(render(page).select(".destination bdi").text()).isEqualTo(host);
    }

    private Document render(Page page) {
        return Jsoup.parse(pages.render(page, List.of(), Optional.empty()).body());
    }
}
