package dev.symbolon.client.servlet;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.client.ClientAuthentication;
import dev.symbolon.client.EndedLogins;
import dev.symbolon.client.Environment;
import dev.symbolon.client.LoginOptions;
import dev.symbolon.client.LogoutNotes;
import dev.symbolon.client.OpenIdClient;
import dev.symbolon.client.Registration;
import dev.symbolon.client.TestProvider;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
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

    @Nested
    class TellsThePerson {

        private HttpResponse<String> after(String... headers) {
            signIn(browser, "one");
            tell(app.provider.logoutToken("one"));
            return browser.get(app.at("/reports?year=1843"), headers);
        }

        @Test
        void thatTheSessionIsOverAndWhereToSignInAgain() {
            HttpResponse<String> page = after();

            assertThat(page.statusCode()).isEqualTo(401);
            assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(page.body()).contains("You have been signed out", "/login?return_to=%2Freports%3Fyear%3D1843");
        }

        @Test
        void once() {
            after();

            assertThat(browser.get(app.at("/reports")).statusCode()).isEqualTo(303);
        }

        @Test
        void whenAFormOfThePageIsSentToo() {
            signIn(browser, "one");
            tell(app.provider.logoutToken("one"));

            HttpResponse<String> page = browser.post(app.at("/reports"), "x=y", "Sec-Fetch-Mode", "navigate");

            assertThat(page.body()).contains("You have been signed out", "/login?return_to=%2F\"");
        }

        @Test
        void notWhenAScriptAsks() {
            HttpResponse<String> answer = after("Sec-Fetch-Mode", "cors");

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).doesNotContain("You have been signed out");
            assertThat(browser.get(app.at("/reports")).body()).contains("You have been signed out");
        }

        @Test
        void notWhenSomebodyElseIsSignedOut() {
            after();

            assertThat(another.get(app.at("/reports")).statusCode()).isEqualTo(303);
        }
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
    void letsTheProviderTryAgainIfItsKeysCannotBeHad() {
        app.provider.overrides = Map.of("/jwks", exchange -> TestProvider.send(exchange, 503, JsonObject.empty()));

        assertThat(tell(app.provider.logoutToken("one")).statusCode()).isEqualTo(503);
    }

    @Test
    void refusesARequestWithoutToken() {
        assertThat(provider.post(app.at("/back-channel"), "x=y").statusCode()).isEqualTo(400);
        assertThat(provider.get(app.at("/back-channel")).statusCode()).isEqualTo(405);
    }

    /** What several servers share, in the memory of this one. */
    private static final class Notes implements LogoutNotes {

        private final Map<String, Instant> byName = new ConcurrentHashMap<>();
        private boolean isAway;

        @Override
        public void keep(String name, Instant time, Duration lifetime) {
            refuseIfAway();
            byName.put(name, time);
        }

        @Override
        public Map<String, Instant> find(Set<String> names) {
            refuseIfAway();
            return names.stream()
                    .filter(byName::containsKey)
                    .collect(Collectors.toMap(name -> name, name -> requireNonNull(byName.get(name))));
        }

        private void refuseIfAway() {
            if (isAway) {
                throw new IllegalStateException("the notes are away");
            }
        }
    }

    @Nested
    @DisplayName("§2.7: an application on several servers")
    class OnSeveralServers {

        private final Notes notes = new Notes();
        private final EndedLogins ended = EndedLogins.in(notes, Duration.ofDays(100_000));
        private final TestApplication server = new TestApplication(
                "/",
                UnaryOperator.identity(),
                filter -> filter.backChannelLogoutAt("/back-channel")
                        .sharingEnds(ended)
                        .startingWith(request -> LoginOptions.none()
                                .withResponseMode(ResponseMode.QUERY)
                                .withResponseType(ResponseType.CODE)));

        @AfterEach
        void close() {
            server.close();
        }

        private void signIn(String sid) {
            server.provider.backClaims = claims -> claims.with("sid", sid);
            URI authorization = URI.create(browser.get(server.at("/reports"))
                    .headers()
                    .firstValue("Location")
                    .orElseThrow());
            browser.get(server.at(
                    "/callback?" + server.provider.answer(authorization).encoded()));
            assertThat(read("/reports").statusCode()).isEqualTo(200);
        }

        private HttpResponse<String> read(String path) {
            return browser.get(server.at(path));
        }

        private void tellAnother(String sid) {
            OpenIdClient another = OpenIdClient.of(
                    Registration.of(
                            server.provider.issuer(),
                            TestProvider.CLIENT,
                            ClientAuthentication.none(),
                            "http://localhost:1/callback"),
                    Environment.system().withClock(server.clock));
            ended.add(another.readLogoutToken(server.provider.logoutToken(sid)));
        }

        @Test
        void endsASessionThatAnotherServerWasToldOf() {
            signIn("one");

            tellAnother("one");

            assertThat(read("/reports").body()).contains("You have been signed out");
            assertThat(read("/reports").statusCode()).isEqualTo(303);
        }

        @Test
        void showsNobodyOnOpenPagesEither() {
            signIn("one");

            tellAnother("one");

            assertThat(read("/open").body()).startsWith("nobody");
        }

        @Test
        void keepsASessionThatNobodyWasToldOf() {
            signIn("one");

            tellAnother("two");

            assertThat(read("/reports").statusCode()).isEqualTo(200);
        }

        @Test
        void tellsTheOthers() {
            provider.post(
                    server.at("/back-channel"),
                    Parameters.none()
                            .with("logout_token", server.provider.logoutToken("one"))
                            .encoded());

            assertThat(notes.byName).hasSize(1);
        }

        @Test
        void letsNobodyInWhileItCannotKnow() {
            signIn("one");
            notes.isAway = true;

            assertThat(read("/reports").statusCode()).isEqualTo(500);
        }

        @Test
        void letsTheProviderTryAgainIfTheOthersCannotBeTold() {
            notes.isAway = true;

            HttpResponse<String> answer = provider.post(
                    server.at("/back-channel"),
                    Parameters.none()
                            .with("logout_token", server.provider.logoutToken("one"))
                            .encoded());

            assertThat(answer.statusCode()).isEqualTo(500);
        }
    }

    @Test
    void isNotThereUnlessItIsAskedFor() {
        try (TestApplication plain = new TestApplication()) {
            HttpResponse<String> answer = provider.post(plain.at("/back-channel"), "logout_token=x");

            assertThat(answer.statusCode()).isNotIn(200, 400);
        }
    }
}
