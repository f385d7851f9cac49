package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Scope;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.authorization.Permissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Consent (OIDC Core §3.1.2.4)")
class ConsentTest {

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada", "bob");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    private static Parameters scoped(Parameters request, String scope) {
        return request.without("scope").with("scope", scope);
    }

    private Stop.Shown consent(Parameters request) {
        Stop.Shown page = browser.page(browser.ask(request));
        return page.isFor("/login") ? browser.page(browser.logIn(page)) : page;
    }

    private String scope(TestCallback callback) {
        return provider.redeem(client, callback).json().requiredString("scope");
    }

    @Nested
    @DisplayName("the page")
    class ThePage {

        @Test
        void listsThePermissionsInTheWordsOfTheApi() {
            Stop.Shown page = consent(client.request("code id_token"));

            assertThat(page.text()).contains("Test application", "Reports", "Read your reports");
        }

        @Test
        void showsWhereTheBrowserWillGo() {
            assertThat(consent(client.request("code id_token")).text()).contains("app.example.net");
        }

        @Test
        void letsOnlyOptionalPermissionsBeLeftOut() {
            Stop.Shown page = consent(scoped(client.request("code"), "openid email read:reports create:reports"));

            assertThat(page.document().select("input[name=leave_out]").eachAttr("value"))
                    .containsExactlyInAnyOrder("email", "create:reports");
        }

        @Test
        void cannotBeFramedAndTellsNobodyWhereItWas() {
            Stop.Shown page = consent(client.request("code id_token"));

            assertThat(page.response().headers().first("X-Frame-Options")).contains("DENY");
            assertThat(page.response()
                            .headers()
                            .first("Content-Security-Policy")
                            .orElseThrow())
                    .contains("frame-ancestors 'none'");
            assertThat(page.response().headers().first("Referrer-Policy")).contains("no-referrer");
        }
    }

    @Nested
    @DisplayName("the answer")
    class TheAnswer {

        @Test
        void grantsWhatIsAsked() {
            TestCallback callback =
                    browser.callback(browser.consent(consent(client.request("code id_token")), "allow"));

            assertThat(scope(callback)).isEqualTo("openid read:reports create:reports");
        }

        @Test
        void leavesOutWhatThePersonLeavesOut() {
            TestCallback callback =
                    browser.callback(browser.consent(consent(client.request("code token")), "allow", "create:reports"));

            assertThat(callback.all().required("scope")).isEqualTo("openid read:reports");
            assertThat(scope(callback)).isEqualTo("openid read:reports");
        }

        @Test
        void keepsWhatCannotBeLeftOut() {
            TestCallback callback = browser.callback(
                    browser.consent(consent(client.request("code")), "allow", "openid", "read:reports"));

            assertThat(scope(callback)).isEqualTo("openid read:reports create:reports");
        }

        @ParameterizedTest
        @ValueSource(strings = {"fragment", "form_post", "query_fragment"})
        void tellsTheClientByTheModeThatThePersonSaysNo(String mode) {
            Stop.Shown page = consent(client.request("code id_token").with("response_mode", mode));

            TestCallback callback = browser.callback(browser.consent(page, "deny"));

            Parameters channel = switch (mode) {
                case "fragment" -> callback.fragment();
                case "form_post" -> callback.form();
                default -> callback.query();
            };
            assertThat(channel.required("error")).isEqualTo("access_denied");
            assertThat(channel.required("state")).isEqualTo(TestClient.STATE.value());
        }

        @Test
        void isNotRememberedIfItIsNo() {
            browser.consent(consent(client.request("code id_token")), "deny");

            assertThat(consent(client.request("code id_token")).isFor("/consent"))
                    .isTrue();
        }

        @Test
        void isAskedForAgainIfItIsNeitherYesNorNo() {
            Stop.Shown page = consent(client.request("code id_token"));

            assertThat(browser.page(browser.consent(page, "maybe")).isFor("/consent"))
                    .isTrue();
        }
    }

    @Nested
    @DisplayName("remembered")
    class Remembered {

        @Test
        void isNotAskedTwice() {
            browser.authorize(client.request("code id_token"));

            assertThat(browser.callback(browser.ask(client.request("code id_token")))
                            .code())
                    .isNotEmpty();
        }

        @Test
        void isAskedForWhatIsNewAlone() {
            browser.authorize(scoped(client.request("code"), "openid read:reports"));

            Stop.Shown page = consent(scoped(client.request("code"), "openid email read:reports create:reports"));

            assertThat(page.text()).contains("Create reports for you").doesNotContain("Read your reports");
            assertThat(scope(browser.callback(browser.consent(page, "allow"))))
                    .isEqualTo("openid email read:reports create:reports");
        }

        @Test
        void isNotAskedAgainForWhatWasLeftOut() {
            browser.consent(consent(client.request("code")), "allow", "create:reports");

            TestCallback callback = browser.callback(browser.ask(client.request("code")));

            assertThat(scope(callback)).isEqualTo("openid read:reports");
        }

        @Test
        void isPutAgainByPromptConsentSoThatWhatWasLeftOutCanBeGranted() {
            browser.consent(consent(client.request("code")), "allow", "create:reports");

            Stop.Shown page = consent(client.request("code").with("prompt", "consent"));
            TestCallback callback = browser.callback(browser.consent(page, "allow"));

            assertThat(scope(callback)).isEqualTo("openid read:reports create:reports");
        }

        @Test
        void isEachClientsAndEachPersonsOwn() {
            browser.authorize(client.request("code"));

            TestClient other = provider.register();
            assertThat(consent(other.request("code")).isFor("/consent")).isTrue();
            Stop.Shown login = browser.page(browser.ask(client.request("code").with("prompt", "login")));
            assertThat(browser.page(browser.as("bob").logIn(login)).isFor("/consent"))
                    .isTrue();
        }
    }

    @Nested
    @DisplayName("first parties")
    class FirstParties {

        @Test
        void neverAsk() {
            TestClient own = provider.register(TestClient::asFirstParty);

            Stop stop = browser.logIn(browser.page(browser.ask(own.request("code id_token"))));

            assertThat(browser.callback(stop).code()).isNotEmpty();
        }

        @Test
        void askIfTheRequestSaysSo() {
            TestClient own = provider.register(TestClient::asFirstParty);

            assertThat(consent(own.request("code id_token").with("prompt", "consent"))
                            .isFor("/consent"))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://127.0.0.1:9001/callback",
                    "http://localhost:9001/callback",
                    "http://[::1]:9001/callback",
                    "com.example.app:/callback"
                })
        void askWhereAnybodyCouldAnswer(String redirectUri) {
            TestClient own =
                    provider.register(one -> one.withRedirectUri(redirectUri).asFirstParty());

            assertThat(consent(own.request("code id_token")).isFor("/consent")).isTrue();
        }
    }

    @Nested
    @DisplayName("withdrawn at /account/consents")
    class Withdrawn {

        private Stop.Shown consents() {
            return browser.page(browser.open("/account/consents"));
        }

        private Stop withdraw(Stop.Shown page) {
            return browser.post("/account/consents", Parameters.none().with("consent", page.field("consent")));
        }

        @Test
        void listsWhatWasAllowed() {
            browser.authorize(client.request("code"));

            assertThat(consents().text()).contains("Test application", "Read your reports", "Create reports for you");
        }

        /** Nobody knows them, so that they are called by their identifiers. */
        private void allow(int applications) {
            Permissions asked = new Permissions(Scope.of("openid"), Optional.empty(), Scope.empty());
            for (int i = 0; i < applications; i++) {
                provider.storage()
                        .consents()
                        .grant(
                                TestProvider.user("ada").subject(),
                                new ClientId("app-%03d".formatted(i)),
                                asked,
                                Scope.empty(),
                                provider.clock().instant());
            }
        }

        private List<String> names(Stop.Shown page) {
            return page.document().select("article h2").eachText();
        }

        private Stop.Shown follow(Stop.Shown page, String text) {
            String path = page.document().select("a:contains(" + text + ")").attr("href");
            return browser.page(browser.open(path));
        }

        @Test
        void listsFiftyAtATime() {
            browser.authorize(client.request("code"));
            allow(100);

            Stop.Shown first = consents();
            Stop.Shown second = follow(first, "More applications");
            Stop.Shown third = follow(second, "More applications");

            assertThat(names(first)).hasSize(50).startsWith("app-000").endsWith("app-049");
            assertThat(names(second)).hasSize(50).startsWith("app-050").endsWith("app-099");
            assertThat(names(third)).containsExactly("Test application");
            assertThat(third.text()).doesNotContain("More applications");
            assertThat(names(follow(third, "first applications"))).isEqualTo(names(first));
        }

        @Test
        void leadsBackToWhereItWas() {
            browser.authorize(client.request("code"));
            allow(51);
            Stop.Shown second = follow(consents(), "More applications");
            Parameters form = Parameters.none().with("after", second.field("after"));

            Stop.Shown afterwards =
                    browser.page(browser.post("/account/consents", form.with("consent", second.field("consent"))));
            Stop.Shown atLast =
                    browser.page(browser.post("/account/consents", form.with("consent", afterwards.field("consent"))));

            assertThat(names(second)).containsExactly("app-050", "Test application");
            assertThat(names(afterwards)).containsExactly("Test application");
            assertThat(names(atLast)).hasSize(50).startsWith("app-000");
        }

        @Test
        void isAskedForAgain() {
            browser.authorize(client.request("code"));

            withdraw(consents());

            assertThat(consents().document().select("input[name=consent]")).isEmpty();
            assertThat(consent(client.request("code")).isFor("/consent")).isTrue();
        }

        @Test
        void endsTheTokens() {
            TestCallback callback = browser.authorize(client.offlineRequest("code id_token token"));
            TestTokens tokens = provider.redeem(client, callback);

            withdraw(consents());

            assertThat(provider.userinfo(tokens.accessToken()).status()).isEqualTo(401);
            assertThat(provider.userinfo(callback.accessToken()).status()).isEqualTo(401);
            assertThat(provider.token(client, client.refreshGrant(tokens.refreshToken()))
                            .error())
                    .isEqualTo("invalid_grant");
        }

        @Test
        void doesNothingForAFormOfAnotherSession() {
            browser.authorize(client.request("code"));
            String ofAda = consents().field("consent");
            TestBrowser other = provider.browser().as("bob");
            other.authorize(client.request("code"));

            other.post("/account/consents", Parameters.none().with("consent", ofAda));

            assertThat(consents().document().select("input[name=consent]")).hasSize(1);
        }

        @Test
        void doesNothingWithoutASession() {
            browser.authorize(client.request("code"));
            Parameters form = Parameters.none().with("consent", consents().field("consent"));

            assertThat(provider.post("/account/consents", form, Map.of()).status())
                    .isEqualTo(303);
            assertThat(consents().document().select("input[name=consent]")).hasSize(1);
        }
    }
}
