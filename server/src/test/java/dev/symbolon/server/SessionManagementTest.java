package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Session Management 1.0")
class SessionManagementTest {

    private static final String COOKIE = "__Host-symbolon_browser_state";
    private static final String ORIGIN = "https://app.example.net";

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada", "bob");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    private String state() {
        return browser.cookies().getOrDefault(COOKIE, "none");
    }

    private String signIn() {
        return browser.authorize(client.request("code id_token")).all().required("session_state");
    }

    /** What the provider's frame would say. */
    private boolean isUnchanged(String sessionState, TestClient of, String origin) {
        String salt = sessionState.substring(sessionState.indexOf('.') + 1);
        return sessionState.equals(sha256(of.id() + " " + origin + " " + state() + " " + salt) + "." + salt);
    }

    private static String sha256(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest(text));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private void logOut(String idToken) {
        browser.open("/oidc/logout?id_token_hint=" + idToken);
    }

    @Nested
    @DisplayName("§2: session_state")
    class SessionState {

        @ParameterizedTest
        @ValueSource(strings = {"code", "id_token", "code id_token", "code token", "code id_token token"})
        void isAHashOfClientOriginStateAndSalt(String type) {
            String sessionState = browser.authorize(client.request(type)).all().required("session_state");

            assertThat(isUnchanged(sessionState, client, ORIGIN)).isTrue();
            assertThat(isUnchanged(sessionState, client, "https://evil.example"))
                    .isFalse();
            assertThat(isUnchanged(sessionState, provider.register(), ORIGIN)).isFalse();
        }

        @Test
        void isAnotherOneEachTime() {
            assertThat(signIn()).isNotEqualTo(signIn());
        }

        @Test
        void namesTheOriginAsBrowsersWriteIt() {
            TestClient shouting = provider.register(one -> one.withRedirectUri("https://APP.example.net:443/callback"));

            String sessionState =
                    browser.authorize(shouting.request("code")).all().required("session_state");

            assertThat(isUnchanged(sessionState, shouting, ORIGIN)).isTrue();
        }

        @Test
        void isNotForAnApplicationWithoutPages() {
            TestClient app = provider.register(one -> one.withRedirectUri("com.example.app:/callback"));

            assertThat(browser.authorize(app.request("code")).all().names()).doesNotContain("session_state");
        }

        @Test
        void isNotForWhoDoesNotAskForOpenid() {
            Parameters request = client.request("code").without("scope").with("scope", "read:reports");

            assertThat(browser.authorize(request).all().names()).doesNotContain("session_state");
        }
    }

    @Nested
    @DisplayName("§3: the state of the browser")
    class TheStateOfTheBrowser {

        @Test
        void staysTheSameAsLongAsTheSessionDoes() {
            String sessionState = signIn();

            browser.authorize(client.request("code").with("prompt", "none"));
            browser.authorize(client.request("code").with("prompt", "login"));

            assertThat(isUnchanged(sessionState, client, ORIGIN)).isTrue();
        }

        @Test
        void changesWhenSomebodySignsOut() {
            String idToken = browser.authorize(client.request("code id_token")).idToken();
            String sessionState = signIn();

            logOut(idToken);

            assertThat(isUnchanged(sessionState, client, ORIGIN)).isFalse();
            assertThat(state()).isEqualTo("nobody");
        }

        @Test
        void changesWhenSomebodySignsInAgainAfterwards() {
            String idToken = browser.authorize(client.request("code id_token")).idToken();
            String sessionState = signIn();
            logOut(idToken);

            String next = signIn();

            assertThat(isUnchanged(sessionState, client, ORIGIN)).isFalse();
            assertThat(isUnchanged(next, client, ORIGIN)).isTrue();
        }

        @Test
        void changesWhenAnotherPersonSignsInEvenBeforeAnyApplicationHears() {
            String sessionState = signIn();

            browser.as("bob")
                    .logIn(browser.page(browser.ask(client.request("code").with("prompt", "login"))));

            assertThat(isUnchanged(sessionState, client, ORIGIN)).isFalse();
        }

        @Test
        void comesToASessionThatIsOlderThanIt() {
            signIn();
            String before = state();
            browser.cookies().remove(COOKIE);

            browser.authorize(client.request("code"));

            assertThat(state()).isEqualTo(before);
        }

        @Test
        void canBeReadByScriptsInFramesOfOtherSites() {
            HttpResponse answer = provider.post(
                    "/login",
                    Parameters.none()
                            .with(
                                    "interaction",
                                    browser.page(browser.ask(client.request("code")))
                                            .field("interaction"))
                            .with("username", "ada")
                            .with("password", TestProvider.PASSWORD),
                    browser.headers());

            assertThat(answer.headers().all("Set-Cookie"))
                    .filteredOn(cookie -> cookie.startsWith(COOKIE))
                    .singleElement()
                    .asString()
                    .contains("; Path=/", "; SameSite=None", "; Secure")
                    .doesNotContain("HttpOnly", "Domain");
        }

        @Test
        void opensNothingAndIsNotWhatTokensSay() {
            String idToken = browser.authorize(client.request("code id_token")).idToken();
            String sid = provider.verified(idToken).claims().requiredString("sid");

            HttpResponse answer = provider.get(
                    "/authorize?"
                            + client.request("code").with("prompt", "none").encoded(),
                    Map.of("Cookie", "__Host-symbolon_session=" + state()));

            assertThat(answer.headers().first("Location").orElseThrow()).contains("login_required");
            assertThat(state()).isNotEqualTo(sid).isNotEqualTo(sha256(sid));
            assertThat(browser.cookies().get("__Host-symbolon_session")).isNotEqualTo(state());
        }
    }

    @Nested
    @DisplayName("§3.2: the frame")
    class TheFrame {

        private final HttpResponse frame = provider.get("/oidc/session", Map.of());

        @Test
        void mayBeLoadedByPagesOfEveryOriginAndRunsItsOwnScriptAlone() {
            String script = Jsoup.parse(frame.body()).expectFirst("script").data();

            assertThat(frame.status()).isEqualTo(200);
            assertThat(frame.headers().first("X-Frame-Options")).isEmpty();
            assertThat(frame.headers().first("Content-Security-Policy"))
                    .contains("default-src 'none'; script-src 'sha256-"
                            + Base64.getEncoder().encodeToString(digest(script))
                            + "'; frame-ancestors *; base-uri 'none'");
        }

        @Test
        void isTheOnlyOneThatMay() {
            assertThat(provider.get("/", Map.of()).headers().first("X-Frame-Options"))
                    .contains("DENY");
            assertThat(provider.get("/oidc/nothing", Map.of()).headers().first("X-Frame-Options"))
                    .contains("DENY");
            assertThat(provider.get("/.well-known/jwks.json", Map.of())
                            .headers()
                            .first("X-Frame-Options"))
                    .contains("DENY");
        }

        @Test
        void isTheSameForEverybody() {
            signIn();

            assertThat(provider.get("/oidc/session", browser.headers()).body()).isEqualTo(frame.body());
            assertThat(frame.headers().all("Set-Cookie")).isEmpty();
        }
    }

    @Nested
    @DisplayName("§3.3: discovery")
    class Discovery {

        private JsonObject metadata(TestProvider of) {
            return JsonObject.parse(
                    of.get("/.well-known/openid-configuration", Map.of()).body());
        }

        @Test
        void namesTheFrame() {
            assertThat(metadata(provider).string("check_session_iframe"))
                    .contains("https://id.example.org/oidc/session");
        }

        @Test
        void saysNothingIfItIsSwitchedOff() {
            try (TestProvider without = TestProvider.without(Feature.SESSION_MANAGEMENT)) {
                TestBrowser visitor = without.browser();

                TestCallback callback = visitor.authorize(without.register().request("code id_token"));

                assertThat(callback.all().names()).doesNotContain("session_state");
                assertThat(visitor.cookies()).doesNotContainKey(COOKIE);
                assertThat(metadata(without).string("check_session_iframe")).isEmpty();
                assertThat(without.get("/oidc/session", Map.of()).status()).isEqualTo(404);
            }
        }
    }
}
