package dev.symbolon.client.servlet;

import static dev.symbolon.client.servlet.SignInJourney.PENDING;
import static dev.symbolon.client.servlet.SignInJourney.location;
import static dev.symbolon.client.servlet.SignInJourney.relayed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A login that came to nothing")
class FailedLoginTest {

    @AutoClose
    private final SignInJourney journey = new SignInJourney();

    private final TestApplication app = journey.app;
    private final TestBrowser browser = journey.browser;

    @Test
    void startsAgainByItselfOnceIfItIsNotKnownAnyMore() {
        URI authorization = journey.startAt("/reports?mode=query&type=code");
        Parameters answer = app.provider.answer(authorization);
        browser.forget(PENDING);

        HttpResponse<String> first = browser.get(app.at("/callback?" + answer.encoded()));
        HttpResponse<String> second = browser.get(app.at("/callback?" + answer.encoded()));

        assertThat(first.headers().firstValue("Refresh")).contains("2;url=/login?return_to=%2F");
        assertThat(first.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("symbolon-restarted=1", "HttpOnly", "SameSite=Lax");
        assertThat(second.headers().firstValue("Refresh")).isEmpty();
        assertThat(second.body()).contains("Sign in again");
    }

    @Test
    void startsAgainForTheSamePageIfItTookTooLong() {
        URI authorization = journey.startAt("/account/7?mode=query&type=code");
        Parameters answer = app.provider.answer(authorization);
        app.clock.advance(Duration.ofHours(1));

        assertThat(journey.bring(ResponseMode.QUERY, answer).headers().firstValue("Refresh"))
                .hasValueSatisfying(refresh -> assertThat(refresh).contains("return_to=%2Faccount%2F7"));
    }

    @Test
    void isOverWhateverComesAfterwards() {
        URI authorization = journey.startAt("/reports?mode=query&type=code");
        Parameters answer = app.provider.answer(authorization);
        journey.bring(ResponseMode.QUERY, answer.without("iss"));

        HttpResponse<String> response = journey.bring(ResponseMode.QUERY, answer);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(app.provider.tokenRequests).isEmpty();
    }

    @Test
    void isLeftAloneIfThePersonIsSignedInAlready() {
        URI authorization = journey.startAt("/reports?mode=query&type=code");
        Parameters answer = app.provider.answer(authorization);
        journey.bring(ResponseMode.QUERY, answer);

        assertThat(location(journey.bring(ResponseMode.QUERY, answer)).toString())
                .isEqualTo("/");
    }

    @Test
    void tellsThatThePermissionWasNotGiven() {
        URI authorization = journey.startAt("/reports");
        Parameters refusal = Parameters.none()
                .with("error", "access_denied")
                .with("state", Parameters.parse(authorization.getRawQuery()).required("state"))
                .with("iss", app.provider.issuer());

        HttpResponse<String> response = journey.bring(ResponseMode.FRAGMENT, refusal);

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("The permission was not given", "/login?return_to=%2Freports");
    }

    @Test
    void printsNothingThatCouldRun() {
        URI authorization = journey.startAt("/reports");
        Parameters refusal = Parameters.none()
                .with("error", "<script>alert(1)</script>")
                .with("state", Parameters.parse(authorization.getRawQuery()).required("state"))
                .with("iss", app.provider.issuer());

        HttpResponse<String> response = journey.bring(ResponseMode.FRAGMENT, refusal);

        assertThat(response.body()).doesNotContain("<script").contains("&lt;script");
        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'none'", "frame-ancestors 'none'");
    }

    @Test
    void namesTheReasonAndSignsNobodyIn() {
        URI authorization = journey.startAt("/reports");
        app.provider.frontClaims = claims -> claims;
        Parameters answer = app.provider.answer(authorization).without("code").with("code", "injected");

        HttpResponse<String> response = journey.bring(ResponseMode.FRAGMENT, answer);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("C_HASH_MISMATCH");
        assertThat(browser.get(app.at("/")).body()).startsWith("nobody");
    }

    @Test
    void isShownByThePageOfTheApplicationAndNotStored() {
        try (TestApplication own = new TestApplication(
                "/",
                UnaryOperator.identity(),
                filter -> filter.showingFailuresWith(
                        (failed, request, response) -> response.getWriter().print("again at " + failed.again())))) {
            HttpResponse<String> page = browser.get(own.at("/callback?state=unknown"));

            assertThat(page.statusCode()).isEqualTo(400);
            assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(page.body()).isEqualTo("again at /login?return_to=%2F");
        }
    }

    @Test
    void saysThatTheProviderDoesNotAnswer() {
        app.provider.close();

        assertThat(browser.get(app.at("/reports")).statusCode()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x=%zz", "state=a&state=b", "id_token=t&state=s"})
    void answersWhatIsMalformedWith400(String query) {
        assertThat(browser.post(app.at("/callback"), query).statusCode()).isEqualTo(400);
    }

    @Test
    void answersATokenInTheQueryWith400() {
        assertThat(browser.get(app.at("/callback?state=s&id_token=t")).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "multipart/form-data", "application/json"})
    void answersWhatIsNoFormWith400(String type) {
        URI authorization = journey.startAt("/reports?mode=form_post&type=code%20id_token");
        String answer = app.provider.answer(authorization).encoded();

        HttpResponse<String> response = browser.post(app.at("/callback"), answer, "Content-Type", type);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(app.provider.tokenRequests).isEmpty();
    }

    @Test
    void answersTwoFragmentsWith400() {
        URI authorization = journey.startAt("/reports");
        String form = relayed("", app.provider.answer(authorization).encoded());

        HttpResponse<String> response = browser.post(app.at("/callback"), form + "&" + RelayPage.FRAGMENT + "=another");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(app.provider.tokenRequests).isEmpty();
    }

    @Test
    void answersTokensInTheAddressOfAFormWith400() {
        URI authorization = journey.startAt("/reports?mode=form_post&type=code%20id_token");
        String answer = app.provider.answer(authorization).encoded();

        HttpResponse<String> response = browser.post(app.at("/callback?" + answer), "");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(app.provider.tokenRequests).isEmpty();
    }

    @Test
    void answersAFormOfMoreThan100000OctetsWith400() {
        String form = ("a=" + "x".repeat(10_000) + "&b=" + "x".repeat(10_000) + "&c=" + "x".repeat(10_000) + "&d="
                                + "x".repeat(10_000) + "&e=" + "x".repeat(10_000) + "&")
                        .repeat(2)
                + "state=s";

        HttpResponse<String> response = browser.post(app.at("/callback"), form);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("CALLBACK_MALFORMED");
    }

    @Test
    void answersLoginOptionsThatCannotBeWith400() {
        assertThat(browser.get(app.at("/login?mode=query&type=id_token")).statusCode())
                .isEqualTo(400);
    }
}
