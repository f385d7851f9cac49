package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.client.TokenLifetimes;
import dev.symbolon.server.storage.Race;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The grant refresh_token (RFC 6749 §6, OIDC Core §11, §12)")
class RefreshTest {

    private static final TokenLifetimes LIFETIMES = new TokenLifetimes(
            Duration.ofHours(1), Duration.ofHours(1), Duration.ofMinutes(10), Duration.ofDays(10), Duration.ofDays(2));

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client = provider.register(one -> one.withLifetimes(LIFETIMES));
    private final TestBrowser browser = provider.browser();

    private TestTokens tokens() {
        return provider.redeem(client, browser.authorize(client.offlineRequest("code id_token")));
    }

    private TestTokens refresh(String refreshToken) {
        return provider.token(client, client.refreshGrant(refreshToken));
    }

    @Nested
    @DisplayName("OIDC Core §11: offline_access")
    class Offline {

        @Test
        void isNeededForARefreshToken() {
            TestTokens tokens = provider.redeem(client, browser.authorize(client.request("code")));

            assertThat(tokens.json().has("refresh_token")).isFalse();
        }

        @Test
        void isIgnoredIfTheClientMayNotRefresh() {
            TestClient other = provider.register(one -> one.withGrantTypes(GrantType.AUTHORIZATION_CODE));

            TestTokens tokens = provider.redeem(other, browser.authorize(other.offlineRequest("code")));

            assertThat(tokens.json().has("refresh_token")).isFalse();
            assertThat(tokens.json().requiredString("scope")).doesNotContain("offline_access");
        }

        @Test
        void isIgnoredWithoutACode() {
            TestCallback callback = browser.authorize(client.offlineRequest("id_token token"));

            assertThat(callback.all().required("scope")).doesNotContain("offline_access");
        }

        @Test
        void canBeLeftOutByThePerson() {
            TestBrowser.Stop.Shown login = browser.page(browser.ask(client.offlineRequest("code")));
            TestBrowser.Stop.Shown consent = browser.page(browser.logIn(login));

            TestTokens tokens =
                    provider.redeem(client, browser.callback(browser.consent(consent, "allow", "offline_access")));

            assertThat(tokens.json().has("refresh_token")).isFalse();
        }
    }

    @Nested
    @DisplayName("RFC 9700 §4.14.2: rotation")
    class Rotation {

        @Test
        void yieldsNewTokensAndASuccessor() {
            TestTokens first = tokens();

            TestTokens second = refresh(first.refreshToken());

            assertThat(second.status()).isEqualTo(200);
            assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
            assertThat(second.accessToken()).isNotEqualTo(first.accessToken());
            assertThat(provider.userinfo(second.accessToken()).status()).isEqualTo(200);
            assertThat(refresh(second.refreshToken()).status()).isEqualTo(200);
        }

        @Test
        void saysTheSameOfTheSignInButHasNoNonce() {
            TestTokens first = tokens();
            provider.clock().advance(Duration.ofMinutes(30));

            TestTokens second = refresh(first.refreshToken());

            List<String> same = List.of("iss", "sub", "aud", "auth_time", "acr", "sid");
            var claims = provider.verified(second.idToken()).claims();
            assertThat(claims.only(same))
                    .isEqualTo(provider.verified(first.idToken()).claims().only(same));
            assertThat(claims.has("nonce")).isFalse();
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 20})
        void takesTheSameTokenForARetryWithinTheGrace(int seconds) {
            TestTokens first = tokens();
            TestTokens second = refresh(first.refreshToken());
            provider.clock().advance(Duration.ofSeconds(seconds));

            TestTokens again = refresh(first.refreshToken());

            assertThat(again.status()).isEqualTo(200);
            assertThat(refresh(again.refreshToken()).status()).isEqualTo(200);
            assertThat(provider.userinfo(second.accessToken()).status()).isEqualTo(200);
        }

        @Test
        void endsTheFamilyIfATokenIsReusedAfterTheGrace() {
            TestTokens first = tokens();
            TestTokens second = refresh(first.refreshToken());
            provider.clock().advance(Duration.ofSeconds(21));

            TestTokens reused = refresh(first.refreshToken());

            assertThat(reused.error()).isEqualTo("invalid_grant");
            assertThat(refresh(second.refreshToken()).error()).isEqualTo("invalid_grant");
            assertThat(provider.userinfo(second.accessToken()).status()).isEqualTo(401);
            assertThat(provider.events()).hasAtLeastOneElementOfType(AuditEvent.RefreshTokenReused.class);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 599})
        void takesTheSameTokenForARetryShortlyAfterTheProviderIsBack(int secondsAway) {
            TestTokens first = tokens();
            refresh(first.refreshToken());
            provider.clock().advance(Duration.ofSeconds(secondsAway));
            provider.restart();
            provider.clock().advance(Duration.ofSeconds(20));

            TestTokens again = refresh(first.refreshToken());

            assertThat(again.status()).isEqualTo(200);
            assertThat(refresh(again.refreshToken()).status()).isEqualTo(200);
        }

        @ParameterizedTest
        @CsvSource({"5, 21", "599, 21", "600, 0"})
        void endsTheFamilyIfATokenIsReusedLaterThanThat(int secondsAway, int secondsBack) {
            TestTokens first = tokens();
            TestTokens second = refresh(first.refreshToken());
            provider.clock().advance(Duration.ofSeconds(secondsAway));
            provider.restart();
            provider.clock().advance(Duration.ofSeconds(secondsBack));

            assertThat(refresh(first.refreshToken()).error()).isEqualTo("invalid_grant");
            assertThat(refresh(second.refreshToken()).error()).isEqualTo("invalid_grant");
        }

        @Test
        void endsTheFamilyIfAGrandparentIsReusedEvenWithinTheGrace() {
            TestTokens first = tokens();
            TestTokens third = refresh(refresh(first.refreshToken()).refreshToken());

            assertThat(refresh(first.refreshToken()).error()).isEqualTo("invalid_grant");
            assertThat(refresh(third.refreshToken()).error()).isEqualTo("invalid_grant");
        }

        @Test
        void keepsOneFamilyHoweverManyRefreshAtTheSameTime() {
            TestTokens first = tokens();

            List<TestTokens> all = Race.of(16, () -> refresh(first.refreshToken()));

            assertThat(all).allMatch(tokens -> tokens.status() == 200);
            assertThat(refresh(all.getFirst().refreshToken()).status()).isEqualTo(200);
            provider.clock().advance(Duration.ofSeconds(21));
            assertThat(refresh(all.getLast().refreshToken()).error()).isEqualTo("invalid_grant");
        }
    }

    @Nested
    @DisplayName("RFC 6749 §6: scope")
    class ScopeOfARefresh {

        @Test
        void canBeNarrowedForTheAccessTokenAlone() {
            TestTokens narrow = provider.token(
                    client, client.refreshGrant(tokens().refreshToken()).with("scope", "openid read:reports"));

            assertThat(narrow.json().requiredString("scope")).isEqualTo("openid read:reports");
            assertThat(provider.verified(narrow.accessToken()).claims().string("scope"))
                    .contains("openid read:reports");
            assertThat(refresh(narrow.refreshToken()).json().requiredString("scope"))
                    .contains("create:reports");
        }

        @ParameterizedTest
        @ValueSource(strings = {"openid email", "openid read:reports delete:reports"})
        void cannotBeWidened(String scope) {
            TestTokens tokens = provider.token(
                    client, client.refreshGrant(tokens().refreshToken()).with("scope", scope));

            assertThat(tokens.error()).isEqualTo("invalid_scope");
        }

        @Test
        void isLessIfTheClientMayDoLessMeanwhile() {
            TestTokens tokens = tokens();
            provider.declare(TestProvider.api(TestProvider.REPORTS, "read:reports"));

            assertThat(refresh(tokens.refreshToken()).json().requiredString("scope"))
                    .isEqualTo("openid offline_access read:reports");
        }

        @Test
        void isOfTheSameApi() {
            Parameters form = client.refreshGrant(tokens().refreshToken()).with("resource", "https://other.example/");

            assertThat(provider.token(client, form).error()).isEqualTo("invalid_target");
        }
    }

    @Nested
    @DisplayName("RFC 6749 §10.4: the refresh token")
    class TheToken {

        @Test
        void isRefusedToAnotherClient() {
            TestClient thief = provider.register();
            TestTokens tokens = tokens();

            TestTokens stolen = provider.token(thief, thief.refreshGrant(tokens.refreshToken()));

            assertThat(stolen.error()).isEqualTo("invalid_grant");
            assertThat(refresh(tokens.refreshToken()).status()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "e30.e30."})
        void cannotBeGuessed(String token) {
            assertThat(refresh(token).error()).isEqualTo("invalid_grant");
        }

        @Test
        void isNotACode() {
            TestCallback callback = browser.authorize(client.offlineRequest("code"));

            assertThat(refresh(callback.code()).error()).isEqualTo("invalid_grant");
        }

        @Test
        void isGoodForAsLongAsItMayBeIdle() {
            TestTokens tokens = tokens();
            provider.clock().advance(Duration.ofDays(2).minusSeconds(1));

            assertThat(refresh(tokens.refreshToken()).status()).isEqualTo(200);
        }

        @Test
        void isNotGoodIfItWasIdleForLonger() {
            TestTokens tokens = tokens();
            provider.clock().advance(Duration.ofDays(2));

            assertThat(refresh(tokens.refreshToken()).error()).isEqualTo("invalid_grant");
        }

        @Test
        void isNotGoodForLongerHoweverMuchItIsUsed() {
            TestTokens tokens = tokens();
            for (int day = 1; day < 10; day++) {
                provider.clock().advance(Duration.ofDays(1));
                tokens = refresh(tokens.refreshToken());
            }
            provider.clock().advance(Duration.ofDays(1).minusMinutes(1));
            tokens = refresh(tokens.refreshToken());
            provider.clock().advance(Duration.ofMinutes(1));

            assertThat(refresh(tokens.refreshToken()).error()).isEqualTo("invalid_grant");
        }

        @Test
        void endsWithTheAccount() {
            TestTokens tokens = tokens();
            provider.disable("ada");

            assertThat(refresh(tokens.refreshToken()).error()).isEqualTo("invalid_grant");
        }

        @Test
        void endsWithTheClient() {
            TestTokens tokens = tokens();
            provider.remove(client);

            assertThat(refresh(tokens.refreshToken()).error()).isEqualTo("invalid_client");
            assertThat(provider.userinfo(tokens.accessToken()).status()).isEqualTo(401);
        }

        @Test
        void doesNotComeBackWithAClientOfTheSameName() {
            TestTokens tokens = tokens();
            provider.remove(client);
            provider.declare(client);

            assertThat(refresh(tokens.refreshToken()).error()).isEqualTo("invalid_grant");
            assertThat(provider.userinfo(tokens.accessToken()).status()).isEqualTo(401);
        }
    }
}
