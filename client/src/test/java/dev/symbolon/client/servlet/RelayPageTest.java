package dev.symbolon.client.servlet;

import static dev.symbolon.client.servlet.SignInJourney.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.client.Check;
import dev.symbolon.client.TestProvider;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page that hands the fragment over")
class RelayPageTest {

    @AutoClose
    private final SignInJourney journey = new SignInJourney();

    private final TestApplication app = journey.app;
    private final TestBrowser browser = journey.browser;

    @Test
    void runsOnlyItsOwnScriptAndKeepsQuiet() {
        HttpResponse<String> page = browser.get(app.at("/callback"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'sha256-", "form-action 'self'", "base-uri 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void isShownForTheQueryHalfOfAnAnswer() {
        URI authorization = journey.startAt("/reports?mode=query_fragment&type=code%20id_token");
        Parameters answer = app.provider.answer(authorization);

        HttpResponse<String> page = browser.get(app.at("/callback?" + TestProvider.queryHalf(answer)));

        assertThat(page.body()).contains("relayed_fragment");
        assertThat(app.provider.tokenRequests).isEmpty();
    }

    @Test
    void isNotNeededForARefusal() {
        URI authorization = journey.startAt("/reports?mode=query_fragment&type=code%20id_token");
        Parameters refusal = Parameters.none()
                .with("error", "access_denied")
                .with("state", Parameters.parse(authorization.getRawQuery()).required("state"))
                .with("iss", app.provider.issuer());

        HttpResponse<String> page = browser.get(app.at("/callback?" + refusal.encoded()));

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("The permission was not given");
    }

    @Test
    void isNotNeededIfTheTokensAreToStayInThePage() {
        try (TestApplication own = new TestApplication(
                "/",
                registration -> registration
                        .withResponseMode(ResponseMode.QUERY_FRAGMENT)
                        .skipping(Check.FRAGMENT_RELAYED),
                UnaryOperator.identity())) {
            URI authorization = location(browser.get(own.at("/reports")));
            Parameters answer = own.provider.answer(authorization);

            assertThat(location(browser.get(own.at("/callback?" + TestProvider.queryHalf(answer))))
                            .toString())
                    .isEqualTo("/reports");
        }
    }
}
