package dev.symbolon.client.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.client.Check;
import dev.symbolon.client.LoginOptions;
import dev.symbolon.client.TestProvider;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The filter in a servlet application")
class OpenIdFilterTest {

    private static final String PENDING = "symbolon-login-";

    private final TestApplication app = new TestApplication(
            "/",
            UnaryOperator.identity(),
            filter -> filter.startingWith(request -> request.getParameter("mode") == null
                    ? LoginOptions.none()
                    : LoginOptions.none()
                            .withResponseMode(ResponseMode.parse(request.getParameter("mode")))
                            .withResponseType(ResponseType.parse(request.getParameter("type")))));
    private final TestBrowser browser = new TestBrowser();

    @AfterEach
    void close() {
        browser.close();
        app.close();
    }

    private static URI location(HttpResponse<?> response) {
        assertThat(response.statusCode()).isEqualTo(303);
        return URI.create(response.headers().firstValue("Location").orElseThrow());
    }

    private URI startAt(String path) {
        return location(browser.get(app.at(path)));
    }

    private static String relayed(String query, String fragment) {
        return Parameters.none()
                .with(RelayPage.FRAGMENT, fragment)
                .with(RelayPage.QUERY, query.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(query))
                .encoded();
    }

    /** Brings the answer to the callback as a browser does, and returns the answer of the application. */
    private HttpResponse<String> bring(ResponseMode mode, Parameters answer) {
        return switch (mode) {
            case QUERY, QUERY_JWT -> browser.get(app.at("/callback?" + answer.encoded()));
            case FORM_POST, FORM_POST_JWT -> browser.post(app.at("/callback"), answer.encoded());
            case FRAGMENT, FRAGMENT_JWT -> browser.post(app.at("/callback"), relayed("", answer.encoded()));
            case QUERY_FRAGMENT ->
                browser.post(
                        app.at("/callback"),
                        relayed(TestProvider.queryHalf(answer), TestProvider.fragmentHalf(answer)));
        };
    }

    /** Signs in by the default of a registration: {@code code id_token} in a fragment. */
    private void signIn() {
        URI authorization = startAt("/reports");
        URI parked = location(bring(ResponseMode.FRAGMENT, app.provider.answer(authorization)));
        location(browser.get(app.at(parked.toString())));
    }

    @ParameterizedTest
    @EnumSource(ResponseMode.class)
    void leadsThroughTheProviderBackToThePage(ResponseMode mode) {
        String type = mode.unsigned() == ResponseMode.QUERY ? "code" : "code id_token token";
        URI authorization = startAt("/reports?year=2025&mode=" + mode + "&type=" + type.replace(" ", "%20"));

        HttpResponse<String> brought = bring(mode, app.provider.answer(authorization));
        URI next = location(brought);
        URI page = mode.unsigned() == ResponseMode.QUERY ? next : location(browser.get(app.at(next.toString())));

        assertThat(page.toString()).startsWith("/reports?year=2025");
        assertThat(browser.get(app.at(page.toString())).body()).isEqualTo("ada/ada/ada with null");
        assertThat(browser.cookieHeaders().keySet()).noneMatch(name -> name.startsWith(PENDING));
    }

    @Test
    void letsTheUnprotectedPass() {
        assertThat(browser.get(app.at("/")).body()).isEqualTo("nobody with null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/account", "/account/", "/account/x/y", "/reports", "/acc%6Funt/x"})
    void protectsWhatItShould(String path) {
        assertThat(browser.get(app.at(path)).statusCode()).isEqualTo(303);
    }

    @Test
    void tellsAScriptThatSomebodyMustSignIn() {
        assertThat(browser.get(app.at("/reports"), "Sec-Fetch-Mode", "cors").statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"})
    void leadsNothingToTheProviderThatIsMoreThanReading(String method) {
        HttpResponse<String> bare = browser.send(method, app.at("/reports"));
        HttpResponse<String> navigation = browser.send(method, app.at("/reports"), "Sec-Fetch-Mode", "navigate");

        assertThat(List.of(bare, navigation)).allSatisfy(refusal -> {
            assertThat(refusal.statusCode()).isEqualTo(401);
            assertThat(refusal.headers().firstValue("Cache-Control")).contains("no-store");
        });
        assertThat(browser.cookieHeaders()).isEmpty();
    }

    @Test
    void leadsARequestForTheHeadersOfAPageToTheProviderAsOneForThePage() {
        assertThat(browser.send("HEAD", app.at("/reports")).statusCode()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "//evil.example", "/%5Cevil.example"})
    void returnsNowhereElse(String to) {
        URI authorization = startAt("/login?mode=query&type=code&return_to=" + to);

        assertThat(location(bring(ResponseMode.QUERY, app.provider.answer(authorization)))
                        .toString())
                .isEqualTo("/");
    }

    @Test
    void isNotStoredAndTellsNobodyWhereItCameFrom() {
        HttpResponse<String> started = browser.get(app.at("/reports?mode=query&type=code"));
        HttpResponse<String> finished = bring(ResponseMode.QUERY, app.provider.answer(location(started)));

        assertThat(List.of(started, finished)).allSatisfy(redirect -> {
            assertThat(redirect.statusCode()).isEqualTo(303);
            assertThat(redirect.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(redirect.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        });
    }

    @Test
    void takesNoOtherMethods() {
        assertThat(browser.send("PUT", app.at("/callback?state=s&code=c")).statusCode())
                .isEqualTo(405);
        assertThat(browser.post(app.at("/login"), "return_to=/reports").statusCode())
                .isEqualTo(405);
    }

    @Nested
    @DisplayName("Cookies of pending logins")
    class PendingCookies {

        @Test
        void severalTabsSignInAtOnce() {
            URI first = startAt("/account/1?mode=query&type=code");
            URI second = startAt("/account/2?mode=query&type=code");

            assertThat(location(bring(ResponseMode.QUERY, app.provider.answer(first)))
                            .toString())
                    .startsWith("/account/1");
            assertThat(location(bring(ResponseMode.QUERY, app.provider.answer(second)))
                            .toString())
                    .startsWith("/account/2");
        }

        @Test
        void theOldestOfTooManyIsDropped() {
            URI oldest = startAt("/account/0?mode=query&type=code");
            for (int tab = 1; tab <= 6; tab++) {
                app.clock.advance(Duration.ofSeconds(1));
                startAt("/account/" + tab + "?mode=query&type=code");
            }

            assertThat(browser.cookieHeaders().keySet())
                    .filteredOn(name -> name.startsWith(PENDING))
                    .hasSize(6);
            assertThat(bring(ResponseMode.QUERY, app.provider.answer(oldest)).statusCode())
                    .isEqualTo(400);
        }

        @Test
        void longAddressesDoNotOverflowTheRequestHeader() {
            for (int tab = 0; tab < 8; tab++) {
                app.clock.advance(Duration.ofSeconds(1));
                startAt("/account/" + "x".repeat(1500));
            }

            assertThat(browser.get(app.at("/")).statusCode()).isEqualTo(200);
        }

        @Test
        void oneThatCannotBeReadIsDropped() {
            browser.put(PENDING + "aaaaaaaaaaaaaaaaaaaaaa", "from-before-a-restart");
            startAt("/reports");

            assertThat(browser.cookieHeaders()).doesNotContainKey(PENDING + "aaaaaaaaaaaaaaaaaaaaaa");
        }

        @Test
        void areHiddenFromScriptsAndLaxOnOneSite() {
            startAt("/login?mode=form_post&type=code%20id_token");

            assertThat(browser.cookieHeaders().values())
                    .singleElement()
                    .asString()
                    .contains("HttpOnly", "SameSite=Lax", "Path=/")
                    .doesNotContain("Secure");
        }

        @ParameterizedTest
        @EnumSource(
                value = ResponseMode.class,
                names = {"FORM_POST", "FORM_POST_JWT"})
        void comeAlongWithAFormFromAnotherSite(ResponseMode mode) {
            try (TestApplication other = withRedirectUri("http://127.0.0.1:1/callback", mode)) {
                location(browser.get(other.at("/reports")));
            }

            assertThat(browser.cookieHeaders().values())
                    .singleElement()
                    .asString()
                    .contains("SameSite=None", "Secure");
        }

        @Test
        void cannotBePlantedByASiblingDomain() {
            try (TestApplication other = withRedirectUri("https://app.example.org/callback", ResponseMode.FORM_POST)) {
                location(browser.get(other.at("/reports")));
            }

            assertThat(browser.cookieHeaders()).hasSize(1).allSatisfy((name, header) -> {
                assertThat(name).startsWith("__Host-");
                assertThat(header)
                        .contains("SameSite=None", "Secure", "HttpOnly", "Path=/")
                        .doesNotContain("Domain");
            });
        }

        private static TestApplication withRedirectUri(String uri, ResponseMode mode) {
            return new TestApplication(
                    "/",
                    registration -> new dev.symbolon.client.Registration(
                                    registration.issuer(),
                                    registration.clientId(),
                                    registration.authentication(),
                                    dev.symbolon.protocol.RedirectUri.parse(uri),
                                    registration.request(),
                                    registration.strictness(),
                                    registration.postLogoutRedirectUri(),
                                    registration.protection())
                            .withResponseMode(mode),
                    UnaryOperator.identity());
        }
    }

    @Nested
    @DisplayName("RFC 9700 §4.7: an answer that somebody else's browser fetched")
    class LoginCsrf {

        @Test
        void signsNobodyIn() {
            URI attackers = startAt("/reports?mode=query&type=code");
            Parameters answer = app.provider.answer(attackers);
            try (TestBrowser victims = new TestBrowser()) {
                HttpResponse<String> response = victims.get(app.at("/callback?" + answer.encoded()));

                assertThat(response.statusCode()).isEqualTo(400);
                assertThat(victims.get(app.at("/")).body()).startsWith("nobody");
            }
            assertThat(app.provider.tokenRequests).isEmpty();
        }

        @Test
        void aParkedLoginIsFetchedOnlyByItsOwnBrowser() {
            URI authorization = startAt("/reports");
            URI parked = location(bring(ResponseMode.FRAGMENT, app.provider.answer(authorization)));
            try (TestBrowser victims = new TestBrowser()) {
                assertThat(victims.get(app.at(parked.toString())).statusCode()).isEqualTo(400);
                assertThat(victims.get(app.at("/")).body()).startsWith("nobody");
            }
        }

        @Test
        void aParkedLoginIsFetchedOnce() {
            URI authorization = startAt("/reports");
            String pending = browser.cookieHeaders().keySet().stream()
                    .filter(name -> name.startsWith(PENDING))
                    .findFirst()
                    .orElseThrow();
            String value = browser.cookie(pending);
            URI parked = location(bring(ResponseMode.FRAGMENT, app.provider.answer(authorization)));
            location(browser.get(app.at(parked.toString())));
            browser.forget("JSESSIONID");
            browser.put(pending, value);

            assertThat(browser.get(app.at(parked.toString())).statusCode()).isEqualTo(400);
        }
    }

    @Nested
    @DisplayName("Sessions")
    class ApplicationSession {

        @Test
        void getANewIdAtSignIn() {
            browser.get(app.at("/?put=tea"));
            String before = browser.cookie("JSESSIONID");
            signIn();

            assertThat(browser.cookie("JSESSIONID")).isNotEqualTo(before);
        }

        @Test
        void outliveAFormThatComesWithoutTheSessionCookie() {
            browser.get(app.at("/?put=tea"));
            URI authorization = startAt("/reports?mode=form_post&type=code%20id_token");
            String pending = browser.cookieHeaders().keySet().stream()
                    .filter(name -> name.startsWith(PENDING))
                    .findFirst()
                    .orElseThrow();
            String session = browser.cookie("JSESSIONID");
            browser.forget("JSESSIONID");
            URI parked = location(bring(ResponseMode.FORM_POST, app.provider.answer(authorization)));
            assertThat(browser.cookieHeaders()).doesNotContainKey("JSESSIONID").containsKey(pending);
            browser.put("JSESSIONID", session);
            location(browser.get(app.at(parked.toString())));

            assertThat(browser.get(app.at("/")).body()).isEqualTo("ada/ada/ada with tea");
        }

        @Test
        void protectedPagesAreNotStored() {
            signIn();

            assertThat(browser.get(app.at("/reports")).headers().firstValue("Cache-Control"))
                    .contains("no-store");
        }
    }

    @Nested
    @DisplayName("A login that came to nothing")
    class Failures {

        @Test
        void startsAgainByItselfOnceIfItIsNotKnownAnyMore() {
            URI authorization = startAt("/reports?mode=query&type=code");
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
            URI authorization = startAt("/account/7?mode=query&type=code");
            Parameters answer = app.provider.answer(authorization);
            app.clock.advance(Duration.ofHours(1));

            assertThat(bring(ResponseMode.QUERY, answer).headers().firstValue("Refresh"))
                    .hasValueSatisfying(refresh -> assertThat(refresh).contains("return_to=%2Faccount%2F7"));
        }

        @Test
        void isOverWhateverComesAfterwards() {
            URI authorization = startAt("/reports?mode=query&type=code");
            Parameters answer = app.provider.answer(authorization);
            bring(ResponseMode.QUERY, answer.without("iss"));

            HttpResponse<String> response = bring(ResponseMode.QUERY, answer);

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(app.provider.tokenRequests).isEmpty();
        }

        @Test
        void isLeftAloneIfThePersonIsSignedInAlready() {
            URI authorization = startAt("/reports?mode=query&type=code");
            Parameters answer = app.provider.answer(authorization);
            bring(ResponseMode.QUERY, answer);

            assertThat(location(bring(ResponseMode.QUERY, answer)).toString()).isEqualTo("/");
        }

        @Test
        void tellsThatThePermissionWasNotGiven() {
            URI authorization = startAt("/reports");
            Parameters refusal = Parameters.none()
                    .with("error", "access_denied")
                    .with("state", Parameters.parse(authorization.getRawQuery()).required("state"))
                    .with("iss", app.provider.issuer());

            HttpResponse<String> response = bring(ResponseMode.FRAGMENT, refusal);

            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.body()).contains("The permission was not given", "/login?return_to=%2Freports");
        }

        @Test
        void printsNothingThatCouldRun() {
            URI authorization = startAt("/reports");
            Parameters refusal = Parameters.none()
                    .with("error", "<script>alert(1)</script>")
                    .with("state", Parameters.parse(authorization.getRawQuery()).required("state"))
                    .with("iss", app.provider.issuer());

            HttpResponse<String> response = bring(ResponseMode.FRAGMENT, refusal);

            assertThat(response.body()).doesNotContain("<script").contains("&lt;script");
            assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "script-src 'none'", "frame-ancestors 'none'");
        }

        @Test
        void namesTheReasonAndSignsNobodyIn() {
            URI authorization = startAt("/reports");
            app.provider.frontClaims = claims -> claims;
            Parameters answer =
                    app.provider.answer(authorization).without("code").with("code", "injected");

            HttpResponse<String> response = bring(ResponseMode.FRAGMENT, answer);

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
            URI authorization = startAt("/reports?mode=form_post&type=code%20id_token");
            String answer = app.provider.answer(authorization).encoded();

            HttpResponse<String> response = browser.post(app.at("/callback"), answer, "Content-Type", type);

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(app.provider.tokenRequests).isEmpty();
        }

        @Test
        void answersTwoFragmentsWith400() {
            URI authorization = startAt("/reports");
            String form = relayed("", app.provider.answer(authorization).encoded());

            HttpResponse<String> response =
                    browser.post(app.at("/callback"), form + "&" + RelayPage.FRAGMENT + "=another");

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(app.provider.tokenRequests).isEmpty();
        }

        @Test
        void answersTokensInTheAddressOfAFormWith400() {
            URI authorization = startAt("/reports?mode=form_post&type=code%20id_token");
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

    @Nested
    @DisplayName("The page that hands the fragment over")
    class Relay {

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
            URI authorization = startAt("/reports?mode=query_fragment&type=code%20id_token");
            Parameters answer = app.provider.answer(authorization);

            HttpResponse<String> page = browser.get(app.at("/callback?" + TestProvider.queryHalf(answer)));

            assertThat(page.body()).contains("relayed_fragment");
            assertThat(app.provider.tokenRequests).isEmpty();
        }

        @Test
        void isNotNeededForARefusal() {
            URI authorization = startAt("/reports?mode=query_fragment&type=code%20id_token");
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

    @Nested
    @DisplayName("RP-Initiated Logout §2")
    class Logout {

        @Test
        void endsTheSessionAndGoesToTheProvider() {
            signIn();

            URI location = location(browser.post(app.at("/logout"), ""));

            assertThat(app.provider.revocations).hasSize(1);
            assertThat(location.toString()).startsWith(app.provider.issuer() + "/logout?");
            assertThat(location.getRawQuery()).contains("id_token_hint=", "post_logout_redirect_uri=");
            assertThat(browser.get(app.at("/")).body()).startsWith("nobody");
        }

        @Test
        void isNotDoneForAPageOfAnotherSite() {
            signIn();

            assertThat(browser.post(app.at("/logout"), "", "Sec-Fetch-Site", "cross-site")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(browser.post(app.at("/logout"), "", "Sec-Fetch-Site", "same-site")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(browser.post(app.at("/logout"), "", "Origin", "https://evil.example")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(browser.get(app.at("/")).body()).startsWith("ada");
        }

        @Test
        void isNotDoneByALink() {
            signIn();

            assertThat(browser.get(app.at("/logout")).statusCode()).isEqualTo(405);
            assertThat(browser.get(app.at("/")).body()).startsWith("ada");
        }

        @Test
        void isDoneHereIfTheProviderCannotBeReached() {
            signIn();
            app.provider.close();
            app.clock.advance(Duration.ofDays(2));

            assertThat(location(browser.post(app.at("/logout"), "")).toString()).isEqualTo("/");
            assertThat(browser.get(app.at("/")).body()).startsWith("nobody");
        }
    }

    @Test
    void worksBelowAContextPath() {
        try (TestApplication below = new TestApplication(
                "/shop", registration -> registration.withResponseType(ResponseType.CODE), UnaryOperator.identity())) {
            URI authorization = location(browser.get(below.at("/reports")));
            Parameters answer = below.provider.answer(authorization);

            assertThat(location(browser.get(below.at("/callback?" + answer.encoded())))
                            .toString())
                    .isEqualTo("/shop/reports");
            assertThat(browser.get(below.at("/reports")).body()).startsWith("ada");
        }
    }

    @Test
    void pendingLoginsOutliveARestartUnderTheApplicationsOwnSeal() {
        dev.symbolon.client.LoginSeal seal =
                dev.symbolon.client.LoginSeal.of(dev.symbolon.protocol.Secret.of("a secret of at least 32 characters"));
        try (TestApplication sealed = new TestApplication(
                "/",
                registration -> registration.withResponseType(ResponseType.CODE),
                filter -> filter.sealedWith(dev.symbolon.client.LoginSeal.random())
                        .sealedWith(seal))) {
            location(browser.get(sealed.at("/reports")));
            String name = browser.cookieHeaders().keySet().iterator().next();

            assertThat(seal.open(browser.cookie(name), name)).isPresent();
        }
    }
}
