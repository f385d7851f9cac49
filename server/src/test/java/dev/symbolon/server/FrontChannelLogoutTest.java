package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.configuration.Feature;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("OpenID Connect Front-Channel Logout 1.0")
class FrontChannelLogoutTest {

    private static final String ADDRESS = "https://app.example.net/front-channel";

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client = provider.register(one -> one.withFrontChannelLogout(ADDRESS));
    private final TestBrowser browser = provider.browser();

    private String signIn(TestClient at) {
        TestCallback callback = browser.authorize(at.request("code id_token"));
        provider.redeem(at, callback);
        return callback.idToken();
    }

    private Stop logOut(String hint) {
        return browser.open(
                "/oidc/logout?" + Parameters.none().with("id_token_hint", hint).encoded());
    }

    private Stop logOutAndGoBack(String hint) {
        return browser.open("/oidc/logout?"
                + Parameters.none()
                        .with("id_token_hint", hint)
                        .with("post_logout_redirect_uri", TestClient.AFTER_LOGOUT.value())
                        .with("state", "s & t")
                        .encoded());
    }

    private static List<String> frames(Stop.Shown page) {
        return page.document().select("iframe").eachAttr("src");
    }

    private static String policy(Stop.Shown page) {
        return page.response().headers().first("Content-Security-Policy").orElseThrow();
    }

    private String frame(String idToken, String address) {
        String sid = provider.verified(idToken).claims().requiredString("sid");
        return address + "iss=https%3A%2F%2Fid.example.org&sid=" + sid;
    }

    @Nested
    @DisplayName("§2, §3: the page that says that somebody is signed out")
    class ThePage {

        @Test
        void loadsTheAddressOfEveryClientWithIssuerAndSession() {
            TestClient other =
                    provider.register(one -> one.withFrontChannelLogout("https://other.example.net/out?x=1"));
            String idToken = signIn(client);
            signIn(other);

            Stop.Shown page = browser.page(logOut(idToken));

            assertThat(frames(page))
                    .containsExactlyInAnyOrder(
                            frame(idToken, ADDRESS + "?"), frame(idToken, "https://other.example.net/out?x=1&"));
        }

        @Test
        void mayLoadNothingFromElsewhere() {
            String idToken = signIn(client);

            assertThat(policy(browser.page(logOut(idToken))))
                    .contains("; frame-src https://app.example.net; ")
                    .startsWith("default-src 'none'; style-src 'self'; img-src 'self'; ");
        }

        @Test
        void goesOnOnceTheFramesAreLoaded() {
            Stop.Shown page = browser.page(logOutAndGoBack(signIn(client)));

            assertThat(page.document().expectFirst("a#onward").attr("href"))
                    .isEqualTo(TestClient.AFTER_LOGOUT + "?state=s%20%26%20t");
            assertThat(page.document().select("script")).hasSize(1);
            assertThat(policy(page)).contains("script-src 'sha256-");
        }

        @Test
        void staysIfThereIsNowhereToGo() {
            Stop.Shown page = browser.page(logOut(signIn(client)));

            assertThat(page.document().select("script")).isEmpty();
            assertThat(policy(page)).doesNotContain("script-src");
        }

        @Test
        void isPassedOverIfNobodyIsToBeTold() {
            TestClient silent = provider.register();

            Stop stop = logOutAndGoBack(signIn(silent));

            assertThat(browser.callback(stop).address()).isEqualTo(TestClient.AFTER_LOGOUT.value());
        }

        @Test
        void endsTheSessionEvenIfTheFramesNeverLoad() {
            logOutAndGoBack(signIn(client));

            assertThat(browser.cookies()).doesNotContainKey("__Host-symbolon_session");
        }

        @Test
        void tellsNobodyOfASessionThatIsNotTheirs() {
            String idToken = signIn(client);
            TestClient other = provider.register(one -> one.withFrontChannelLogout("https://other.example.net/out"));
            provider.redeem(other, provider.browser().authorize(other.request("code")));

            assertThat(frames(browser.page(logOut(idToken)))).containsExactly(frame(idToken, ADDRESS + "?"));
        }
    }

    @Nested
    @DisplayName("§3: discovery")
    class Discovery {

        private JsonObject metadata(TestProvider of) {
            return JsonObject.parse(
                    of.get("/.well-known/openid-configuration", Map.of()).body());
        }

        @Test
        void saysThatItIsDone() {
            assertThat(metadata(provider).bool("frontchannel_logout_supported")).contains(true);
            assertThat(metadata(provider).bool("frontchannel_logout_session_supported"))
                    .contains(true);
        }

        @Test
        void saysNothingIfItIsSwitchedOffAndLoadsNothing() {
            try (TestProvider without = TestProvider.without(Feature.FRONTCHANNEL_LOGOUT)) {
                TestClient one = without.register(other -> other.withFrontChannelLogout(ADDRESS));
                TestBrowser visitor = without.browser();
                TestCallback callback = visitor.authorize(one.request("code id_token"));
                without.redeem(one, callback);

                Stop stop = visitor.open("/oidc/logout?"
                        + Parameters.none()
                                .with("id_token_hint", callback.idToken())
                                .encoded());

                assertThat(metadata(without).names()).doesNotContain("frontchannel_logout_supported");
                assertThat(frames(visitor.page(stop))).isEmpty();
            }
        }
    }
}
