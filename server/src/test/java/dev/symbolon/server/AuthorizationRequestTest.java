package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Authorization requests (OIDC Core §3.1.2.1, RFC 6749 §4.1)")
class AuthorizationRequestTest {

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    private Stop.Shown shown(Parameters request) {
        return browser.page(browser.ask(request));
    }

    private Stop.Shown shownFor(String registered, String asked) {
        TestClient one = provider.register(registering -> registering.withRedirectUri(registered));
        return shown(one.request("code id_token").without("redirect_uri").with("redirect_uri", asked));
    }

    @Nested
    @DisplayName("RFC 6749 §4.1.2.1, RFC 9700 §2.1: nowhere to redirect to")
    class NowhereToGo {

        @ParameterizedTest
        @CsvSource({
            "https://app.example.net/callback, https://app.example.net/callback?added=1",
            "https://app.example.net/callback?a=1, https://app.example.net/callback?a=2",
            "https://app.example.net/callback?a=1, https://app.example.net/callback",
            "https://app.example.net/callback, https://app.example.net/callback/",
            "https://app.example.net/callback, https://app.example.net/other",
            "https://app.example.net/callback, https://app.example.net/callback#fragment",
            "https://app.example.net/callback, https://app.example.net/callback%23",
            "https://app.example.net/callback, http://app.example.net/callback",
            "https://app.example.net/callback, https://app.example.net:8443/callback",
            "https://app.example.net/callback, /callback",
            "https://app.example.net/callback, callback"
        })
        void refusesARedirectUriThatIsNotTheRegisteredOne(String registered, String asked) {
            assertThat(shownFor(registered, asked).status()).isEqualTo(400);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://app.example.net.evil.example/callback",
                    "https://app.example.net@evil.example/callback",
                    "https://evil.example/https://app.example.net/callback",
                    "https://sub.app.example.net/callback",
                    "https://app.example.network/callback"
                })
        void refusesAHostThatOnlyLooksLikeTheRegisteredOne(String asked) {
            assertThat(shownFor("https://app.example.net/callback", asked).status())
                    .isEqualTo(400);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://localhost@evil.example/callback",
                    "http://127.0.0.1@evil.example/callback",
                    "http://127.0.0.1:80@evil.example/callback",
                    "http://a@b@127.0.0.1/callback",
                    "http://@127.0.0.1/callback",
                    "http://127.0.0.1.evil.example/callback",
                    "http://[::1]/callback",
                    "http://127.0.0.1:8080/other"
                })
        void refusesUserInformationAndOtherHostsInPlaceOfLoopback(String asked) {
            assertThat(shownFor("http://127.0.0.1/callback", asked).status()).isEqualTo(400);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://app.example.net/callback/../evil",
                    "https://app.example.net/callback/..%2Fevil",
                    "https://app.example.net/callback/%252e%252e/evil",
                    "https://app.example.net/callback/..;/evil",
                    "https://app.example.net/./callback",
                    "https://app.example.net//callback",
                    "https://app.example.net/%63allback"
                })
        void refusesPathsThatCanBeReadInTwoWays(String asked) {
            assertThat(shownFor("https://app.example.net/callback", asked).status())
                    .isEqualTo(400);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://app.example.net/CALLBACK",
                    "https://APP.example.net/callback",
                    "HTTPS://app.example.net/callback",
                    "https://appXexample.net/callback",
                    "https://app.example.net/callback ",
                    " https://app.example.net/callback",
                    "https://app.example.net\\@evil.example/callback",
                    "\\\\evil.example",
                    "///evil.example",
                    "//evil.example/callback",
                    "https://app.example.net/call\u00adback",
                    "https://\u0430pp.example.net/callback",
                    "javascript:alert(1)",
                    "JavaScript://app.example.net/%0aalert(1)",
                    "data:text/html,hello"
                })
        void refusesOtherSpellingsSchemesAndLookAlikes(String asked) {
            assertThat(shownFor("https://app.example.net/callback", asked).status())
                    .isEqualTo(400);
        }

        @ParameterizedTest
        @ValueSource(strings = {"query", "fragment", "form_post", "query_fragment", "form_post.jwt", "jwt"})
        void refusesAnUnregisteredRedirectUriInEveryMode(String mode) {
            Parameters request = client.request("code id_token")
                    .without("redirect_uri")
                    .with("redirect_uri", "https://evil.example/")
                    .with("response_mode", mode);

            Stop.Shown page = shown(request);

            assertThat(page.status()).isEqualTo(400);
            assertThat(page.document().select("form")).isEmpty();
            assertThat(page.response().headers().first("Location")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"client_id", "redirect_uri"})
        void showsAPageIfWhatWouldLeadBackIsMissing(String name) {
            assertThat(shown(client.request("code").without(name)).status()).isEqualTo(400);
        }

        @Test
        void showsAPageIfTheClientIsUnknown() {
            assertThat(shown(client.request("code").without("client_id").with("client_id", "nobody"))
                            .status())
                    .isEqualTo(400);
        }

        @Test
        void offersTheWayBackToTheApplication() {
            Stop.Shown page = shown(client.request("code").without("redirect_uri"));

            assertThat(page.document().select("a[href=https://app.example.net/]"))
                    .hasSize(1);
        }

        @Test
        void namesTheRegisteredAddressThatIsMostAlike() {
            Stop.Shown page = shownFor("https://app.example.net/callback", "https://app.example.net/callbak");

            assertThat(page.text()).contains("https://app.example.net/callback");
        }
    }

    @Nested
    @DisplayName("RFC 8252 §7.3: loopback")
    class LoopbackRedirects {

        @Test
        void admitsAnyPortOfALoopbackAddressThatIsRegisteredWithoutOne() {
            Stop.Shown page = shownFor("http://127.0.0.1/callback", "http://127.0.0.1:51004/callback");

            assertThat(page.isFor("/login")).isTrue();
        }

        @Test
        void admitsNoOtherPortOfOneThatIsRegisteredWithAPort() {
            assertThat(shownFor("http://127.0.0.1:4000/callback", "http://127.0.0.1:4001/callback")
                            .status())
                    .isEqualTo(400);
        }
    }

    @Nested
    @DisplayName("RFC 6749 §4.1.2, §4.1.2.1, RFC 9207: parameters of the answer")
    class TheAnswer {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "s",
                    "state-äß/?#&=\"<",
                    "a+b c%20d",
                    "'><script>alert(1)</script>",
                    "漢字 \uD83D\uDE00",
                    "\u2028"
                })
        void returnsTheStateAsItCame(String state) {
            TestCallback callback = browser.authorize(
                    client.request("code id_token").without("state").with("state", state));

            assertThat(callback.fragment().required("state")).isEqualTo(state);
        }

        @ParameterizedTest
        @ValueSource(strings = {"fragment", "form_post", "query_fragment"})
        void returnsTheStateInErrorsAsItCame(String mode) {
            TestCallback callback = browser.authorize(
                    client.request("code id_token").without("nonce").with("response_mode", mode));

            assertThat(callback.all().required("state")).isEqualTo(TestClient.STATE.value());
        }

        @Test
        void hasNoStateIfTheRequestHadNone() {
            TestCallback success =
                    browser.authorize(client.request("code id_token").without("state"));
            TestCallback error = browser.authorize(
                    client.request("code id_token").without("state").without("nonce"));

            assertThat(success.all().names()).contains("code").doesNotContain("state");
            assertThat(error.all().names()).contains("error").doesNotContain("state");
        }

        @Test
        void hasNothingButTheStandardsParametersInAnError() {
            TestCallback callback =
                    browser.authorize(client.request("code id_token").without("nonce"));

            assertThat(callback.all().names()).containsExactlyInAnyOrder("error", "error_description", "state", "iss");
            assertThat(callback.all().required("error_description")).matches("[\\x20-\\x7e&&[^\"\\\\]]+");
        }

        @Test
        void keepsForeignCharactersOutOfTheErrorDescription() {
            TestCallback callback = browser.authorize(client.request("code id_token")
                    .without("audience")
                    .with("audience", "https://nowhere.example/\"\\<b>"));

            assertThat(callback.error()).isEqualTo("invalid_target");
            assertThat(callback.all().required("error_description")).matches("[\\x20-\\x7e&&[^\"\\\\]]+");
        }

        @ParameterizedTest
        @ValueSource(strings = {"code", "code id_token", "code token", "nonsense"})
        void namesTheIssuerInSuccessAndError(String responseType) {
            TestCallback callback = browser.authorize(client.request(responseType));

            assertThat(callback.all().required("iss")).isEqualTo(TestProvider.ISSUER.value());
        }

        @Test
        void keepsTheQueryOfTheRedirectUri() {
            TestClient withQuery =
                    provider.register(one -> one.withRedirectUri("https://app.example.net/callback?tenant=7"));

            TestCallback query = browser.authorize(withQuery.request("code"));
            TestCallback fragment = browser.authorize(withQuery.request("code id_token"));

            assertThat(query.query().required("tenant")).isEqualTo("7");
            assertThat(query.query().one("code")).isPresent();
            assertThat(fragment.query().names()).containsExactly("tenant");
        }
    }

    @Nested
    @DisplayName("RFC 6749 §3.1: parameters of the request")
    class TheParameters {

        @Test
        void ignoresUnknownOnes() {
            TestCallback callback =
                    browser.authorize(client.request("code id_token").with("extra", "foobar"));

            assertThat(callback.all().one("code")).isPresent();
        }

        @ParameterizedTest
        @ValueSource(strings = {"response_type", "scope", "state", "nonce", "code_challenge", "audience", "extra"})
        void refusesRepeatedOnes(String name) {
            TestCallback callback = browser.authorize(
                    client.request("code id_token").with(name, "one").with(name, "two"));

            assertThat(callback.error()).isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"client_id", "redirect_uri"})
        void showsAPageIfOneIsRepeatedThatLeadsBack(String name) {
            Parameters request = client.request("code id_token");

            assertThat(shown(request.with(name, request.required(name))).status())
                    .isEqualTo(400);
        }

        @Test
        void takesAnEmptyOneForAbsent() {
            Stop stop = browser.open(
                    "/authorize?" + client.request("code").without("state").encoded() + "&state=");

            assertThat(browser.finish(stop).all().names()).doesNotContain("state");
        }

        @Test
        void takesAPostLikeAGet() {
            TestCallback callback = browser.finish(browser.post("/authorize", client.request("code id_token token")));

            assertThat(callback.fragment().names()).contains("code", "id_token", "access_token");
        }

        @Test
        void takesAPostOfSomebodyWhoIsSignedInWithoutAsking() {
            browser.authorize(client.request("code id_token"));

            TestCallback callback = browser.callback(browser.post("/authorize", client.request("code id_token")));

            assertThat(callback.all().one("code")).isPresent();
        }

        @Test
        void recognisesTheSessionOfACrossSitePostThatCameWithoutItsCookie() {
            browser.authorize(client.request("code id_token"));

            HttpResponse first = provider.post("/authorize", client.request("code id_token"), Map.of());

            String location = first.headers().first("Location").orElseThrow();
            TestCallback callback = browser.callback(
                    browser.open(location.substring(TestProvider.ISSUER.value().length())));
            assertThat(callback.all().one("code")).isPresent();
            assertThat(first.headers().all("Set-Cookie")).isEmpty();
        }

        @Test
        void refusesAPostWithParametersInTheQueryToo() {
            HttpResponse mixed = provider.send(new HttpRequest(
                    "POST",
                    "/authorize",
                    "scope=openid",
                    Headers.none().set("Content-Type", "application/x-www-form-urlencoded"),
                    client.request("code").without("scope").encoded(),
                    "192.0.2.1"));

            assertThat(mixed.status()).isEqualTo(400);
        }

        @Test
        void refusesWhatIsNotSupportedByItsOwnError() {
            TestCallback registration = browser.authorize(client.request("code").with("registration", "{}"));

            assertThat(registration.error()).isEqualTo("registration_not_supported");
        }
    }

    @Nested
    @DisplayName("OIDC Registration §2, RFC 9700 §2.1.2: response types of the client")
    class ResponseTypesOfTheClient {

        @ParameterizedTest
        @ValueSource(strings = {"code token", "code id_token token", "token", "id_token", "id_token token"})
        void refusesOneThatTheClientIsNotRegisteredFor(String responseType) {
            TestClient careful = provider.register(one -> one.withResponseTypes("code", "code id_token"));

            TestCallback callback = browser.authorize(careful.request(responseType));

            assertThat(callback.fragment().required("error")).isEqualTo("unauthorized_client");
            assertThat(callback.all().names()).doesNotContain("code", "access_token", "id_token");
        }

        @Test
        void letsAClientOfOrdinaryTypesUseThem() {
            TestClient careful = provider.register(one -> one.withResponseTypes("code", "code id_token"));

            assertThat(browser.authorize(careful.request("code id_token")).code())
                    .isNotEmpty();
        }

        @Test
        void refusesARequestWithoutResponseType() {
            TestCallback callback = browser.authorize(client.request("code").without("response_type"));

            assertThat(callback.error()).isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"none", "code code", "code id_token token code", "CODE", "code,id_token", "id-token"})
        void refusesOneThatThereIsNot(String responseType) {
            TestCallback callback = browser.authorize(client.request(responseType));

            assertThat(callback.error()).isEqualTo("unsupported_response_type");
        }

        @Test
        void checksItAgainWhenThePersonComesBackFromAPage() {
            Stop login = browser.ask(client.request("code id_token token"));
            TestClient narrower = client.withResponseTypes("code id_token");
            provider.declare(narrower);

            TestCallback callback = browser.finish(login);

            assertThat(callback.error()).isEqualTo("unauthorized_client");
            assertThat(callback.all().names()).doesNotContain("access_token");
        }
    }

    @Nested
    @DisplayName("RFC 7636, RFC 9700 §2.1.1: proof key")
    class ProofKey {

        @Test
        void refusesTheMethodPlain() {
            TestCallback callback = browser.authorize(client.request("code id_token")
                    .without("code_challenge_method")
                    .with("code_challenge_method", "plain"));

            assertThat(callback.error()).isEqualTo("invalid_request");
        }

        @Test
        void refusesAChallengeWithoutMethodSinceThatWouldMeanPlain() {
            TestCallback callback =
                    browser.authorize(client.request("code id_token").without("code_challenge_method"));

            assertThat(callback.error()).isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"code", "code id_token", "code token", "code id_token token"})
        void isDemandedOfPublicClientsWhereverThereIsACode(String responseType) {
            TestClient mobile = provider.register(TestClient::asPublic);

            TestCallback callback = browser.authorize(
                    mobile.request(responseType).without("code_challenge").without("code_challenge_method"));

            assertThat(callback.error()).isEqualTo("invalid_request");
        }

        @Test
        void isDemandedOfClientsThatAreSoRegistered() {
            TestClient careful = provider.register(TestClient::requiringPkce);

            TestCallback callback = browser.authorize(
                    careful.request("code id_token").without("code_challenge").without("code_challenge_method"));

            assertThat(callback.error()).isEqualTo("invalid_request");
        }
    }

    @Nested
    @DisplayName("OIDC Core §3.1.2.1, RFC 8707 §2.1: scope and API")
    class ScopeAndApi {

        private TestCallback authorize(Parameters request, String scope, String... audience) {
            Parameters changed = request.without("scope").without("audience").with("scope", scope);
            for (String name : audience) {
                changed = changed.with("resource", name);
            }
            return browser.authorize(changed);
        }

        @Test
        void needsOpenidForAnIdToken() {
            TestCallback callback = authorize(client.request("code id_token"), "read:reports");

            assertThat(callback.error()).isEqualTo("invalid_scope");
        }

        @Test
        void passesOverUnknownValues() {
            TestCallback callback = authorize(client.request("code token"), "openid something read:reports");

            assertThat(callback.all().required("scope")).isEqualTo("openid read:reports");
        }

        @Test
        void refusesARequestThatAsksForNothing() {
            assertThat(authorize(client.request("code"), "something").error()).isEqualTo("invalid_scope");
        }

        @Test
        void takesResourceForAudience() {
            TestCallback callback =
                    authorize(client.request("code token"), "openid read:reports", TestProvider.REPORTS);

            assertThat(provider.verified(callback.accessToken()).audience()).containsExactly(TestProvider.REPORTS);
        }

        @Test
        void refusesAnApiThatThereIsNotAmongOthers() {
            TestCallback callback =
                    authorize(client.request("code"), "openid", TestProvider.REPORTS, "https://other.example/");

            assertThat(callback.error()).isEqualTo("invalid_target");
        }

        @Test
        void refusesAnApiThatThereIsNot() {
            assertThat(authorize(client.request("code"), "openid", "https://other.example/")
                            .error())
                    .isEqualTo("invalid_target");
        }

        @Test
        void refusesAnApiThatTheClientIsNotRegisteredFor() {
            provider.declare(TestProvider.api("https://payroll.example/", "pay"));

            TestCallback callback = authorize(client.request("code"), "openid pay", "https://payroll.example/");

            assertThat(callback.error()).isEqualTo("invalid_target");
        }

        @Test
        void refusesAPermissionThatTheClientIsNotRegisteredFor() {
            provider.declare(
                    TestProvider.api(TestProvider.REPORTS, "read:reports", "create:reports", "delete:reports"));

            TestCallback callback = authorize(client.request("code"), "openid delete:reports", TestProvider.REPORTS);

            assertThat(callback.error()).isEqualTo("invalid_scope");
        }

        @Test
        void meansUserinfoIfNoApiIsNamedOrMeant() {
            TestCallback callback = authorize(client.request("code token"), "openid");

            assertThat(provider.verified(callback.accessToken()).audience())
                    .containsExactly(TestProvider.ISSUER.resolve("/userinfo").toString());
        }
    }
}
