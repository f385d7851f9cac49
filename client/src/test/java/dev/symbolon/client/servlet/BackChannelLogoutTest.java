package dev.symbolon.client.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.client.LoginOptions;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Back-Channel Logout §2.5–2.8 in a servlet application")
class BackChannelLogoutTest {

    private final TestApplication app = new TestApplication(
            "/",
            UnaryOperator.identity(),
            filter -> filter.backChannelLogoutAt("/back-channel")
                    .startingWith(request -> LoginOptions.none()
                            .withResponseMode(ResponseMode.QUERY)
                            .withResponseType(ResponseType.CODE)));
    private final TestBrowser browser = new TestBrowser();
    private final TestBrowser another = new TestBrowser();
    private final TestBrowser provider = new TestBrowser();

    @AfterEach
    void close() {
        browser.close();
        another.close();
        provider.close();
        app.close();
    }

    private void signIn(TestBrowser with, String sid) {
        app.provider.backClaims = claims -> claims.with("sid", sid);
        URI authorization = URI.create(
                with.get(app.at("/reports")).headers().firstValue("Location").orElseThrow());
        with.get(app.at("/callback?" + app.provider.answer(authorization).encoded()));
        assertThat(isSignedIn(with)).isTrue();
    }

    private boolean isSignedIn(TestBrowser with) {
        return with.get(app.at("/reports")).statusCode() == 200;
    }

    private HttpResponse<String> tell(String logoutToken) {
        return provider.post(
                app.at("/back-channel"),
                Parameters.none().with("logout_token", logoutToken).encoded());
    }

    private String tokenOfSubject() {
        return app.provider.signingKey.sign(
                "logout+jwt", app.provider.logoutClaims("any").without("sid"));
    }

    @Test
    void endsTheSessionThatIsNamedAndNoOther() {
        signIn(browser, "one");
        signIn(another, "two");

        HttpResponse<String> answer = tell(app.provider.logoutToken("one"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(isSignedIn(browser)).isFalse();
        assertThat(isSignedIn(another)).isTrue();
    }

    @Test
    void endsEverySessionOfThePersonIfNoneIsNamed() {
        signIn(browser, "one");
        signIn(another, "two");

        tell(tokenOfSubject());

        assertThat(isSignedIn(browser)).isFalse();
        assertThat(isSignedIn(another)).isFalse();
    }

    @Test
    void endsTheSessionIfNoPersonIsNamed() {
        signIn(browser, "one");

        tell(app.provider.signingKey.sign(
                "logout+jwt", app.provider.logoutClaims("one").without("sub")));

        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void endsNothingOfAnotherPerson() {
        signIn(browser, "one");

        tell(app.provider.signingKey.sign(
                "logout+jwt", app.provider.logoutClaims("one").with("sub", "bob")));

        assertThat(isSignedIn(browser)).isTrue();
    }

    @Test
    void takesWhatTakesEffectNowhereForDone() {
        assertThat(tell(app.provider.logoutToken("unknown")).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesATokenThatIsNotToBeBelieved() {
        signIn(browser, "one");

        HttpResponse<String> answer = tell(app.provider.signingKey.sign(
                "logout+jwt", app.provider.logoutClaims("one").with("aud", "another-app")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JsonObject.parse(answer.body()).string("error")).contains("invalid_request");
        assertThat(isSignedIn(browser)).isTrue();
    }

    @Test
    void refusesARequestWithoutToken() {
        assertThat(provider.post(app.at("/back-channel"), "x=y").statusCode()).isEqualTo(400);
        assertThat(provider.get(app.at("/back-channel")).statusCode()).isEqualTo(405);
    }

    @Test
    void isNotThereUnlessItIsAskedFor() {
        try (TestApplication plain = new TestApplication()) {
            HttpResponse<String> answer = provider.post(plain.at("/back-channel"), "logout_token=x");

            assertThat(answer.statusCode()).isNotIn(200, 400);
        }
    }
}
