package dev.symbolon.client.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.client.LoginOptions;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("OIDC Core §4: a login that somebody else begins, in a servlet application")
class LoginInitiationTest {

    private final TestApplication app = new TestApplication(
            "/",
            UnaryOperator.identity(),
            filter -> filter.initiateLoginAt("/login/start")
                    .startingWith(request -> LoginOptions.none()
                            .withResponseMode(ResponseMode.QUERY)
                            .withResponseType(ResponseType.CODE)));
    private final TestBrowser browser = new TestBrowser();

    @AfterEach
    void close() {
        browser.close();
        app.close();
    }

    private Parameters ours() {
        return Parameters.none().with("iss", app.provider.issuer());
    }

    private HttpResponse<String> start(Parameters parameters, String... headers) {
        return browser.get(app.at("/login/start?" + parameters.encoded()), headers);
    }

    private static URI location(HttpResponse<?> response) {
        assertThat(response.statusCode()).isEqualTo(303);
        return URI.create(response.headers().firstValue("Location").orElseThrow());
    }

    private static Parameters asked(HttpResponse<?> response) {
        return Parameters.parse(location(response).getRawQuery());
    }

    /** The page that is shown once the provider has answered. */
    private String pageAfter(HttpResponse<String> started) {
        Parameters answer = app.provider.answer(location(started));
        return location(browser.get(app.at("/callback?" + answer.encoded()))).toString();
    }

    @Test
    void leadsThroughTheProviderToTheFirstPage() {
        String home = app.at("").toString();

        assertThat(pageAfter(start(ours()))).isEqualTo("/");
        assertThat(pageAfter(start(ours().with("target_link_uri", home)))).isEqualTo("/");
    }

    @Test
    void leadsToThePageThatIsNamed() {
        String target = app.at("/reports?year=2025#top").toString();

        assertThat(pageAfter(start(ours().with("target_link_uri", target)))).isEqualTo("/reports?year=2025");
    }

    @Test
    void passesTheHintOn() {
        assertThat(asked(start(ours().with("login_hint", "ada@example.com"))).one("login_hint"))
                .contains("ada@example.com");
    }

    @Test
    void comesByPostFromAnotherSiteAsWell() {
        Parameters form = ours().with("login_hint", "ada")
                .with("target_link_uri", app.at("/account/x").toString());

        HttpResponse<String> started = browser.postFromAnotherSite(app.at("/login/start"), form.encoded());

        assertThat(asked(started).one("login_hint")).contains("ada");
        assertThat(pageAfter(started)).isEqualTo("/account/x");
    }

    @Test
    void hasAStateAndACookieOfItsOwnLikeEveryLogin() {
        HttpResponse<String> started = start(ours());

        assertThat(asked(started).one("state")).isPresent();
        assertThat(started.headers().allValues("Set-Cookie")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "https://evil.example/"})
    void refusesAnotherProvider(String issuer) {
        assertThat(start(Parameters.none().with("iss", issuer)).statusCode()).isEqualTo(400);
        assertThat(start(Parameters.none()).statusCode()).isEqualTo(400);
        assertThat(start(ours().with("iss", issuer)).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example",
                "/reports",
                "javascript:alert(1)",
                "{own}.evil.example/",
                "{own}@evil.example/",
                "{own}//evil.example",
                "{own}/\\evil.example",
                "{own}0/reports"
            })
    void leadsNowhereElse(String target) {
        String own = app.at("").toString();

        HttpResponse<String> answer = start(ours().with("target_link_uri", target.replace("{own}", own)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Dest, iframe", "Sec-Fetch-Dest, image", "Sec-Fetch-Mode, no-cors", "Sec-Fetch-Mode, cors"})
    void beginsNothingThatThePersonDoesNotSee(String name, String value) {
        assertThat(start(ours(), name, value).statusCode()).isEqualTo(403);
    }

    @Test
    void refusesWhatIsTooLongOrMalformed() {
        assertThat(start(ours().with("login_hint", "a".repeat(255))).statusCode())
                .isEqualTo(400);
        assertThat(browser.get(app.at("/login/start?iss=%FF")).statusCode()).isEqualTo(400);
        assertThat(browser.post(app.at("/login/start"), "iss=%zz").statusCode()).isEqualTo(400);
    }

    @Test
    void takesNoOtherMethods() {
        HttpResponse<String> answer = browser.send("PUT", app.at("/login/start?" + ours().encoded()));

        assertThat(answer.statusCode()).isEqualTo(405);
    }

    @Test
    void isStoredByNobodyEvenIfItIsRefused() {
        List<HttpResponse<String>> refusals = List.of(
                start(Parameters.none()),
                start(ours(), "Sec-Fetch-Dest", "iframe"),
                browser.send("PUT", app.at("/login/start")));

        assertThat(refusals).extracting(HttpResponse::statusCode).containsExactly(400, 403, 405);
        assertThat(refusals)
                .allSatisfy(refusal -> assertThat(refusal.headers().firstValue("Cache-Control"))
                        .contains("no-store"));
    }

    @Test
    void isNotThereUnlessItIsAskedFor() {
        try (TestApplication plain = new TestApplication()) {
            HttpResponse<String> answer = browser.get(plain.at("/login/start?" + ours().encoded()));

            assertThat(answer.body()).isEqualTo("nobody with null");
        }
    }
}
