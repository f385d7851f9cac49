package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientRequests;
import dev.symbolon.server.client.Profile;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Web Message Response Mode (draft-sakimura-oauth-wmrm)")
class WebMessageTest {

    private static final String ORIGIN = "https://app.example.net";

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    private static Parameters request(TestClient of, String type) {
        return of.request(type).with("response_mode", "web_message");
    }

    private static Parameters silent(TestClient of, String type) {
        return request(of, type).with("prompt", "none");
    }

    /** What answers the request of somebody who has signed in and consented. */
    private HttpResponse answer(TestClient of, Parameters request) {
        browser.authorize(of.request("code"));
        return provider.get("/authorize?" + request.encoded(), browser.headers());
    }

    /** What answers somebody who signs in first, and decides so. */
    private HttpResponse answerToASignIn(String decision) {
        TestBrowser.Stop.Shown login = browser.page(browser.ask(request(client, "code")));
        TestBrowser.Stop.Shown consent = browser.page(browser.logIn(login));
        return browser.page(browser.consent(consent, decision)).response();
    }

    private static Element element(HttpResponse response) {
        return Jsoup.parse(response.body()).expectFirst("#answer");
    }

    private static JsonObject message(HttpResponse response) {
        return JsonObject.parse(element(response).attr("data-message"));
    }

    private static JsonObject told(HttpResponse response) {
        return message(response).object("response").orElseThrow();
    }

    private static String policy(HttpResponse response) {
        return response.headers().first("Content-Security-Policy").orElseThrow();
    }

    private static void assertThatNobodyFrames(HttpResponse response) {
        assertThat(response.headers().first("X-Frame-Options")).contains("DENY");
        assertThat(policy(response)).contains("frame-ancestors 'none'");
    }

    @Nested
    @DisplayName("§2: the message")
    class Message {

        @Test
        void isAnAuthorizationResponse() {
            JsonObject message = message(answer(client, request(client, "code")));

            assertThat(message.requiredString("type")).isEqualTo("authorization_response");
            JsonObject response = message.object("response").orElseThrow();
            assertThat(response.names()).containsExactlyInAnyOrder("code", "state", "iss", "session_state");
            assertThat(response.requiredString("state")).isEqualTo(TestClient.STATE.value());
            assertThat(response.requiredString("iss")).isEqualTo(TestProvider.ISSUER.value());
        }

        @Test
        void hasACodeThatIsGood() {
            String code = told(answer(client, request(client, "code"))).requiredString("code");

            assertThat(provider.token(client, client.codeGrant(code)).json().has("access_token"))
                    .isTrue();
        }

        @Test
        void holdsTheTokensOfAHybridAnswer() {
            JsonObject response = told(answer(client, request(client, "code id_token token")));

            assertThat(response.names())
                    .containsExactlyInAnyOrder(
                            "code",
                            "access_token",
                            "token_type",
                            "expires_in",
                            "scope",
                            "id_token",
                            "state",
                            "iss",
                            "session_state");
        }

        @Test
        void isForTheOriginOfTheRedirectUriAndNoOther() {
            Element answer = element(answer(client, request(client, "code")));

            assertThat(answer.attr("data-origin")).isEqualTo(ORIGIN);
        }

        @Test
        void isForTheOriginAsBrowsersWriteIt() {
            TestClient shouting = provider.register(one -> one.withRedirectUri("https://APP.example.net:443/callback"));

            Element answer = element(answer(shouting, request(shouting, "code")));

            assertThat(answer.attr("data-origin")).isEqualTo(ORIGIN);
        }

        @Test
        void saysThatThereIsAnError() {
            JsonObject response =
                    told(provider.get("/authorize?" + silent(client, "code").encoded(), Map.of()));

            assertThat(response.requiredString("error")).isEqualTo("login_required");
            assertThat(response.requiredString("state")).isEqualTo(TestClient.STATE.value());
        }

        @Test
        void comesAfterSignInAndConsentToo() {
            HttpResponse response = answerToASignIn("allow");

            assertThat(told(response).has("code")).isTrue();
            assertThatNobodyFrames(response);
        }

        @Test
        void saysThatThePersonDeclines() {
            HttpResponse response = answerToASignIn("deny");

            assertThat(told(response).requiredString("error")).isEqualTo("access_denied");
        }

        @Test
        void isKeptByNobodyAndTellsNoOtherSite() {
            HttpResponse response = answer(client, silent(client, "code"));

            assertThat(response.headers().first("Cache-Control")).contains("no-store");
            assertThat(response.headers().first("Referrer-Policy")).contains("no-referrer");
            assertThat(response.headers().first("Location")).isEmpty();
        }

        @Test
        void isSentByTheOneScriptThatThePolicyLetsRun() {
            HttpResponse response = answer(client, silent(client, "code"));

            assertThat(policy(response)).contains("script-src 'sha256-").doesNotContain("unsafe");
            assertThat(Jsoup.parse(response.body()).select("script")).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"en", "de"})
        void isExplainedInTheLanguageOfThePerson(String language) {
            browser.authorize(client.request("code"));
            Map<String, String> headers = new HashMap<>(browser.headers());
            headers.put("Accept-Language", language);

            HttpResponse response =
                    provider.get("/authorize?" + request(client, "code").encoded(), headers);

            Document page = Jsoup.parse(response.body());
            assertThat(page.expectFirst("#unawaited").text())
                    .contains(language.equals("de") ? "Kein Fenster der Anwendung" : "No window of the application");
        }
    }

    @Nested
    @DisplayName("Frames")
    class Frames {

        @ParameterizedTest
        @ValueSource(strings = {"code", "code id_token", "id_token", "code id_token token"})
        void ofThatOriginAloneMayHoldAnAnswerThatCameWithoutAPage(String type) {
            HttpResponse response = answer(client, silent(client, type));

            assertThat(policy(response)).contains("; frame-ancestors " + ORIGIN + "; ");
            assertThat(response.headers().first("X-Frame-Options")).isEmpty();
        }

        @Test
        void ofThatOriginAloneMayHoldAnErrorOfASilentRequest() {
            HttpResponse response =
                    provider.get("/authorize?" + silent(client, "code").encoded(), Map.of());

            assertThat(policy(response)).contains("; frame-ancestors " + ORIGIN + "; ");
            assertThat(response.headers().first("X-Frame-Options")).isEmpty();
        }

        @Test
        void holdNoAnswerToARequestThatMightHaveShownAPage() {
            assertThatNobodyFrames(answer(client, request(client, "code")));
        }

        @Test
        void holdNoPageOfASignIn() {
            TestBrowser.Stop.Shown login = browser.page(browser.ask(request(client, "code")));
            TestBrowser.Stop.Shown consent = browser.page(browser.logIn(login));

            assertThatNobodyFrames(login.response());
            assertThatNobodyFrames(consent.response());
        }

        @Test
        void holdNoErrorPage() {
            Parameters astray = silent(client, "code")
                    .without("redirect_uri")
                    .with("redirect_uri", "https://evil.example/callback");

            HttpResponse response = answer(client, astray);

            assertThat(response.status()).isEqualTo(400);
            assertThat(response.body()).doesNotContain("data-message", "data-origin");
            assertThatNobodyFrames(response);
        }

        @Test
        void holdNoSilentAnswerByAnotherMode() {
            Parameters posted =
                    client.request("code").with("response_mode", "form_post").with("prompt", "none");

            assertThatNobodyFrames(answer(client, posted));
        }

        @Test
        void cannotHoldWhatIsForAnAddressThatNoPolicyCanName() {
            TestClient numbered = provider.register(one -> one.withRedirectUri("http://[::1]:9001/callback"));

            HttpResponse response = answer(numbered, silent(numbered, "code"));

            assertThat(element(response).attr("data-origin")).isEqualTo("http://[::1]:9001");
            assertThatNobodyFrames(response);
        }
    }

    @Nested
    @DisplayName("No message")
    class NoMessage {

        private static String refusal(TestCallback callback) {
            assertThat(callback.all().names()).doesNotContain("code", "id_token", "access_token");
            return callback.all().required("error") + ": " + callback.all().required("error_description");
        }

        @Test
        void forAClientThatIsNotRegisteredForIt() {
            TestClient plain =
                    provider.register(one -> one.withResponseModes(ResponseMode.QUERY, ResponseMode.FRAGMENT));

            assertThat(refusal(browser.authorize(request(plain, "code"))))
                    .isEqualTo("invalid_request: the client is not registered for the response mode web_message");
        }

        @Test
        void forAnApplicationWithoutAnOrigin() {
            TestClient app = provider.register(one -> one.withRedirectUri("com.example.app:/callback"));

            assertThat(refusal(browser.authorize(request(app, "code"))))
                    .startsWith("invalid_request: response_mode=web_message needs a redirect_uri");
        }

        @ParameterizedTest
        @EnumSource(value = Profile.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
        void byAProfile(Profile profile) {
            ClientRequests requests = new ClientRequests(false, false, Optional.empty(), Set.of(), Set.of(), profile);
            TestClient profiled =
                    provider.register(one -> one.withFlows(one.flows().with(requests)));

            assertThat(refusal(browser.authorize(request(profiled, "code"))))
                    .isIn(
                            "invalid_request: response_mode must not be web_message by the profile " + profile,
                            "invalid_request: response_mode must be jwt by the profile " + profile);
        }

        @ParameterizedTest
        @ValueSource(strings = {"fapi1-advanced", "fapi2-security-profile", "fapi2-message-signing"})
        void isRegisteredForWithAProfile(String profile) {
            assertThatThrownBy(() -> ProfiledClient.declare(provider, profile, "response-modes: [web_message]"))
                    .hasMessageContaining("must not have web_message");
        }

        @Test
        void whereItIsSwitchedOff() {
            try (TestProvider without = TestProvider.without(Feature.WEB_MESSAGE)) {
                TestClient known = without.register();

                assertThat(refusal(without.browser().authorize(silent(known, "code"))))
                        .isEqualTo("invalid_request: the response mode web_message is not served here");
            }
        }

        @Test
        void thatIsSigned() {
            Parameters signed = client.request("code").with("response_mode", "web_message.jwt");

            assertThat(refusal(browser.authorize(signed))).startsWith("invalid_request: response_mode must be ");
        }
    }
}
