package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.Permission;
import dev.symbolon.server.client.TokenLifetimes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("What is taken away does not live on in what was begun before")
class TakenAwayTest {

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    private void takeAwayCreateReports() {
        provider.declare(new Api(
                new Audience(TestProvider.REPORTS),
                LocalizedText.of("Reports"),
                List.of(new Permission("read:reports", LocalizedText.of("Read your reports"), false)),
                SigningAlgorithm.ES256,
                Duration.ofHours(1)));
    }

    @Nested
    @DisplayName("a permission")
    class APermission {

        @Test
        void isNotAskedForByAPageFromBefore() {
            Stop.Shown login = browser.page(
                    browser.open("/authorize?" + client.request("code id_token").encoded()));

            takeAwayCreateReports();
            Stop.Shown consent = browser.page(browser.logIn(login));

            assertThat(consent.text()).contains("Read your reports").doesNotContain("Create reports");
        }

        @Test
        void isNotInATokenForACodeFromBefore() {
            TestCallback callback = browser.authorize(client.request("code id_token"));

            takeAwayCreateReports();
            TestTokens tokens = provider.redeem(client, callback);

            assertThat(tokens.json().string("scope")).contains("openid read:reports");
        }
    }

    @Nested
    @DisplayName("a consent")
    class AConsent {

        private void withdraw() {
            Stop.Shown consents = browser.page(browser.open("/account/consents"));
            browser.post("/account/consents", Parameters.none().with("consent", consents.field("consent")));
        }

        @Test
        void isNotThereForACodeFromBefore() {
            TestCallback callback = browser.authorize(client.request("code id_token"));

            withdraw();

            assertThat(provider.redeem(client, callback).error()).isEqualTo("invalid_grant");
        }

        @Test
        void endsAnAccessTokenWhoseCodeWasNeverRedeemed() {
            TestCallback callback = browser.authorize(client.request("id_token token"));

            withdraw();

            assertThat(provider.userinfo(callback.accessToken()).status()).isEqualTo(401);
        }

        @Test
        void isNoLongerListed() {
            browser.authorize(client.request("code id_token"));

            withdraw();

            assertThat(browser.page(browser.open("/account/consents")).text()).doesNotContain("Test application");
        }
    }

    @Nested
    @DisplayName("a code in foreign hands")
    class ACodeInForeignHands {

        private TestClient thief;

        @BeforeEach
        void registerAClientWhoseTokensAreShortLived() {
            Duration second = Duration.ofSeconds(1);
            thief = provider.register(
                    other -> other.withLifetimes(new TokenLifetimes(second, second, second, second, second)));
        }

        @Test
        void staysBurntAfterTheSweep() {
            TestCallback callback = browser.authorize(client.request("code id_token"));
            provider.token(thief, client.codeGrant(callback.code()));

            provider.clock().advance(Duration.ofSeconds(20));
            provider.storage().sweep(provider.clock().instant(), 100);

            assertThat(provider.redeem(client, callback).error()).isEqualTo("invalid_grant");
        }
    }

    @Test
    @DisplayName(
            "RFC 6749 §4.1.2: a code stays used for as long as it could be redeemed, however short-lived its tokens are")
    void aUsedCodeOutlivesTheSweep() {
        Duration second = Duration.ofSeconds(1);
        TestClient hasty = provider.register(
                other -> other.withLifetimes(new TokenLifetimes(second, second, second, second, second)));
        TestCallback callback = browser.authorize(hasty.request("code id_token"));
        provider.redeem(hasty, callback);

        provider.clock().advance(Duration.ofSeconds(20));
        provider.storage().sweep(provider.clock().instant(), 100);

        assertThat(provider.redeem(hasty, callback).error()).isEqualTo("invalid_grant");
    }

    @Test
    void nothingIsIssuedIfThePersonAllowsNothing() {
        Parameters request = client.request("code").without("scope").with("scope", "profile create:reports");
        Stop.Shown login = browser.page(browser.open("/authorize?" + request.encoded()));
        Stop.Shown consent = browser.page(browser.logIn(login));

        Stop answer = browser.consent(consent, "allow", "profile", "create:reports");

        assertThat(browser.callback(answer).error()).isEqualTo("access_denied");
    }
}
