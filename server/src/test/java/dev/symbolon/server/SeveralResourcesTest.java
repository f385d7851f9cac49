package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.storage.Declarations;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Several APIs in one authorization (RFC 8707)")
class SeveralResourcesTest {

    private static final String MAIL = "https://api.example.com/mail";

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    @BeforeEach
    void registerForBoth() {
        provider.declare(TestProvider.api(MAIL, "read:mail", "send:mail"));
        registerFor(Map.of(
                new Audience(TestProvider.REPORTS),
                Scope.of("read:reports", "create:reports"),
                new Audience(MAIL),
                Scope.of("read:mail")));
    }

    private void registerFor(Map<Audience, Scope> apis) {
        Client known = provider.storage().clients().find(client.id()).orElseThrow();
        Client changed = new Client(
                known.id(),
                known.presentation(),
                known.credentials(),
                known.redirectUris(),
                known.logout(),
                known.flows(),
                known.tokens(),
                apis);
        provider.storage().declare(Declarations.of(List.of(changed), List.of(), List.of()));
    }

    private Parameters request(String responseType) {
        return client.request(responseType)
                .without("audience")
                .without("scope")
                .with("scope", "openid offline_access read:reports create:reports read:mail")
                .with("resource", TestProvider.REPORTS)
                .with("resource", MAIL);
    }

    private TestTokens redeem(TestCallback callback, String... resources) {
        return provider.token(client, named(client.codeGrant(callback.code()), resources));
    }

    private static Parameters named(Parameters form, String... resources) {
        Parameters named = form;
        for (String resource : resources) {
            named = named.with("resource", resource);
        }
        return named;
    }

    private void isFor(TestTokens tokens, String audience, String scope) {
        assertThat(tokens.status()).as(tokens.json().toString()).isEqualTo(200);
        JsonObject claims = provider.verified(tokens.accessToken()).claims();
        assertThat(claims.strings("aud")).containsExactly(audience);
        assertThat(claims.string("scope")).contains(scope);
        assertThat(tokens.json().string("scope")).contains(scope);
    }

    @Nested
    @DisplayName("§2.2: the access token")
    class TheAccessToken {

        @Test
        void isForTheApiThatTheTokenRequestNames() {
            isFor(redeem(browser.authorize(request("code")), MAIL), MAIL, "openid offline_access read:mail");
        }

        @Test
        void isForTheFirstOneIfNoneIsNamed() {
            isFor(
                    redeem(browser.authorize(request("code"))),
                    TestProvider.REPORTS,
                    "openid offline_access read:reports create:reports");
        }

        @Test
        void canBeHadForEachByRefreshing() {
            TestTokens first = redeem(browser.authorize(request("code")), TestProvider.REPORTS);
            TestTokens second = provider.token(client, named(client.refreshGrant(first.refreshToken()), MAIL));
            TestTokens third =
                    provider.token(client, named(client.refreshGrant(second.refreshToken()), TestProvider.REPORTS));

            isFor(second, MAIL, "openid offline_access read:mail");
            isFor(third, TestProvider.REPORTS, "openid offline_access read:reports create:reports");
        }

        @Test
        void isForTheFirstOneOnTheFrontChannel() {
            TestCallback callback = browser.authorize(request("code token"));

            assertThat(provider.verified(callback.accessToken()).audience()).containsExactly(TestProvider.REPORTS);
            assertThat(callback.all().required("scope")).doesNotContain("read:mail");
        }

        @Test
        void canBeNarrowedToAScopeOfItsApiAlone() {
            TestTokens first = redeem(browser.authorize(request("code")), TestProvider.REPORTS);
            Parameters refresh = named(client.refreshGrant(first.refreshToken()), MAIL);

            TestTokens wrong = provider.token(client, refresh.with("scope", "openid read:reports"));
            TestTokens right = provider.token(client, refresh.with("scope", "openid read:mail"));

            assertThat(wrong.error()).isEqualTo("invalid_scope");
            isFor(right, MAIL, "openid read:mail");
        }
    }

    @Nested
    @DisplayName("§2.1, §2.2: refusals")
    class Refusals {

        @Test
        void ofAnApiThatIsNoneOfTheAuthorization() {
            TestCallback callback = browser.authorize(client.offlineRequest("code"));

            assertThat(redeem(callback, MAIL).error()).isEqualTo("invalid_target");
        }

        @Test
        void ofSeveralInOneTokenRequest() {
            assertThat(redeem(browser.authorize(request("code")), TestProvider.REPORTS, MAIL)
                            .error())
                    .isEqualTo("invalid_target");
        }

        @Test
        void ofOneThatThereIsNot() {
            assertThat(browser.authorize(request("code").with("resource", "https://other.example/"))
                            .error())
                    .isEqualTo("invalid_target");
        }

        @Test
        void ofOneThatTheClientIsNotRegisteredFor() {
            registerFor(Map.of(new Audience(TestProvider.REPORTS), Scope.of("read:reports", "create:reports")));

            assertThat(browser.authorize(request("code")).error()).isEqualTo("invalid_target");
        }

        @Test
        void ofTooMany() {
            Parameters request = named(
                    client.request("code").without("audience"),
                    IntStream.range(0, 11)
                            .mapToObj(i -> "https://api.example.com/" + i)
                            .toArray(String[]::new));

            assertThat(browser.authorize(request).error()).isEqualTo("invalid_target");
        }
    }

    @Nested
    @DisplayName("OIDC Core §3.1.2.4: consent")
    class Consenting {

        private Stop.Shown page(Parameters request) {
            Stop.Shown page = browser.page(browser.ask(request));
            return page.isFor("/login") ? browser.page(browser.logIn(page)) : page;
        }

        @Test
        void isAskedApiByApi() {
            assertThat(page(request("code")).text()).contains("May read:mail", "Read your reports");
        }

        @Test
        void isAskedAgainForAnApiThatIsNewAlone() {
            browser.authorize(client.offlineRequest("code"));

            assertThat(page(request("code")).text()).contains("May read:mail").doesNotContain("Read your reports");
        }

        @Test
        void countsForBothAfterwards() {
            browser.authorize(request("code"));

            TestCallback callback = browser.authorize(request("code").with("prompt", "none"));

            isFor(redeem(callback, MAIL), MAIL, "openid offline_access read:mail");
        }

        @Test
        void leavesOutOfOneApiWhatThePersonLeavesOut() {
            TestCallback callback = browser.callback(browser.consent(page(request("code")), "allow", "create:reports"));

            isFor(redeem(callback), TestProvider.REPORTS, "openid offline_access read:reports");
        }

        @Test
        void isNoLongerForAnApiThatTheClientHasLost() {
            TestTokens tokens = redeem(browser.authorize(request("code")), TestProvider.REPORTS);
            registerFor(Map.of(new Audience(TestProvider.REPORTS), Scope.of("read:reports", "create:reports")));

            TestTokens refreshed = provider.token(client, named(client.refreshGrant(tokens.refreshToken()), MAIL));

            assertThat(provider.verified(refreshed.accessToken()).claims().string("scope"))
                    .contains("openid offline_access");
        }
    }
}
