package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.client.ClientLogout;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.endpoint.logout.LogoutCourier;
import dev.symbolon.server.http.fetch.FetchException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("OpenID Connect Back-Channel Logout 1.0")
class BackChannelLogoutTest {

    private static final String ADDRESS = "https://app.example.net/back-channel";

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada", "bob");

    private final TestClient client = provider.register(one -> one.withBackChannelLogout(ADDRESS));
    private final TestBrowser browser = provider.browser();
    private final Letterbox letterbox = new Letterbox();

    /** Where logout tokens arrive. */
    private static final class Letterbox implements LogoutCourier.Road {

        private final List<String> tokens = new CopyOnWriteArrayList<>();
        private final List<URI> addresses = new CopyOnWriteArrayList<>();
        private int status = 200;

        @Override
        public int post(URI uri, Parameters form) {
            addresses.add(uri);
            tokens.add(form.required("logout_token"));
            if (status == 0) {
                throw new FetchException("nobody there");
            }
            return status;
        }
    }

    private String signIn() {
        TestCallback callback = browser.authorize(client.request("code id_token"));
        provider.redeem(client, callback);
        return callback.idToken();
    }

    private void logOut(String hint) {
        browser.open(
                "/oidc/logout?" + Parameters.none().with("id_token_hint", hint).encoded());
    }

    private void deliver() {
        provider.tellClients(letterbox);
    }

    private VerifiedJwt delivered() {
        deliver();
        assertThat(letterbox.tokens).hasSize(1);
        return provider.verified(letterbox.tokens.getFirst());
    }

    private Object sid(String idToken) {
        return provider.verified(idToken).claims().requiredString("sid");
    }

    private long waiting() {
        return provider.rows().get("logout_deliveries");
    }

    @Nested
    @DisplayName("§2.4: the logout token")
    class TheToken {

        @Test
        void saysWhoseSessionIsOverAndNothingElse() {
            String idToken = signIn();
            logOut(idToken);

            VerifiedJwt token = delivered();

            assertThat(token.type()).contains("logout+jwt");
            assertThat(token.issuer()).contains(TestProvider.ISSUER.value());
            assertThat(token.audience()).containsExactly(client.id().value());
            assertThat(token.claims().string("sub")).contains("sub-ada");
            assertThat(token.claims().requiredString("sid")).isEqualTo(sid(idToken));
            assertThat(token.claims().object("events"))
                    .contains(JsonObject.empty()
                            .with("http://schemas.openid.net/event/backchannel-logout", JsonObject.empty()));
            assertThat(token.claims().names())
                    .containsExactlyInAnyOrder("iss", "sub", "aud", "iat", "exp", "jti", "sid", "events");
        }

        @Test
        void callsPersonAndSessionAsTheIdTokenOfThatClientDoes() {
            TestClient apart =
                    provider.register(one -> one.withBackChannelLogout(ADDRESS).withPairwiseSubjects());
            TestCallback callback = browser.authorize(apart.request("code id_token"));
            provider.redeem(apart, callback);
            logOut(callback.idToken());

            JsonObject said = provider.verified(callback.idToken()).claims();
            JsonObject told = delivered().claims();

            assertThat(told.string("sub")).isEqualTo(said.string("sub")).isNotEqualTo(Optional.of("sub-ada"));
            assertThat(told.string("sid")).isEqualTo(said.string("sid"));
        }

        @Test
        void isGoodForTwoMinutes() {
            logOut(signIn());
            provider.clock().advance(Duration.ofHours(3));

            JsonObject claims = delivered().claims();

            assertThat(claims.number("iat")).contains(provider.clock().instant().getEpochSecond());
            assertThat(claims.number("exp").orElseThrow() - claims.number("iat").orElseThrow())
                    .isEqualTo(120);
        }

        @Test
        void opensNothing() {
            logOut(signIn());
            deliver();

            assertThat(provider.userinfo(letterbox.tokens.getFirst()).status()).isEqualTo(401);
        }

        @Test
        void isNoHintOfWhoMayLogOut() {
            logOut(signIn());
            deliver();
            signIn();

            logOut(letterbox.tokens.getFirst());

            assertThat(browser.page(browser.open("/")).text()).contains("signed in as ada");
        }
    }

    @Nested
    @DisplayName("§2.3: when a session is over")
    class WhenASessionIsOver {

        @Test
        void everyClientOfItIsTold() {
            TestClient other = provider.register(one -> one.withBackChannelLogout("https://other.example.net/out"));
            String idToken = signIn();
            provider.redeem(other, browser.authorize(other.request("code")));
            logOut(idToken);

            deliver();

            assertThat(letterbox.addresses)
                    .containsExactlyInAnyOrder(URI.create(ADDRESS), URI.create("https://other.example.net/out"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"id_token", "id_token token"})
        void soIsAClientThatHasRedeemedNoCode(String responseType) {
            String idToken = browser.authorize(client.request(responseType)).idToken();
            logOut(idToken);

            assertThat(delivered().claims().requiredString("sid")).isEqualTo(sid(idToken));
        }

        @Test
        void noClientOfAnotherSessionIs() {
            String idToken = signIn();
            TestClient other = provider.register(one -> one.withBackChannelLogout("https://other.example.net/out"));
            provider.redeem(other, provider.browser().authorize(other.request("code")));
            logOut(idToken);

            deliver();

            assertThat(letterbox.addresses).containsExactly(URI.create(ADDRESS));
        }

        @Test
        void noClientIsThatDoesNotWantTo() {
            TestClient silent = provider.register();
            TestCallback callback = browser.authorize(silent.request("code id_token"));
            provider.redeem(silent, callback);
            logOut(callback.idToken());

            assertThat(waiting()).isZero();
        }

        @Test
        void isSoWhenAnotherPersonSignsIn() {
            String idToken = signIn();
            browser.as("bob").authorize(client.request("code").with("prompt", "login"));

            assertThat(delivered().claims().requiredString("sid")).isEqualTo(sid(idToken));
        }

        @Test
        void isToldAtOnceWhereItEnds() {
            provider.tellClientsAtOnce(letterbox);

            logOut(signIn());

            assertThat(letterbox.tokens).hasSize(1);
        }

        @Test
        void isNotSoWhenTheSamePersonSignsInAgain() {
            String first = signIn();
            String second = browser.authorize(client.request("code id_token").with("prompt", "login"))
                    .idToken();
            deliver();

            assertThat(letterbox.tokens).isEmpty();
            assertThat(sid(second)).isEqualTo(sid(first));

            logOut(second);

            assertThat(delivered().claims().requiredString("sid")).isEqualTo(sid(first));
        }

        @Test
        void isSoWhenTheAccountIsDisabled() {
            String idToken = signIn();
            provider.disable("ada");

            VerifiedJwt token = delivered();

            assertThat(token.claims().requiredString("sid")).isEqualTo(sid(idToken));
        }

        @Test
        void isSoWhenTheAccountIsDisabledForAClientWithoutACode() {
            browser.authorize(client.request("id_token"));
            provider.disable("ada");

            assertThat(delivered().claims().string("sub")).contains("sub-ada");
        }

        @Test
        void isToldOnce() {
            logOut(signIn());
            deliver();
            deliver();

            assertThat(letterbox.tokens).hasSize(1);
            assertThat(waiting()).isZero();
            assertThat(provider.events()).anyMatch(AuditEvent.LogoutDelivered.class::isInstance);
        }
    }

    @Nested
    @DisplayName("§2.5, §2.8: what the client answers")
    class TheAnswer {

        @ParameterizedTest
        @ValueSource(ints = {0, 302, 404, 429, 500, 501, 503})
        void isAskedForAgainLater(int status) {
            logOut(signIn());
            letterbox.status = status;
            deliver();
            provider.clock().advance(Duration.ofSeconds(9));
            deliver();
            assertThat(letterbox.tokens).hasSize(1);

            provider.clock().advance(Duration.ofSeconds(1));
            letterbox.status = 204;
            deliver();

            assertThat(letterbox.tokens).hasSize(2).doesNotHaveDuplicates();
            assertThat(waiting()).isZero();
        }

        @Test
        void isAskedForEightTimesInAll() {
            logOut(signIn());
            letterbox.status = 503;

            for (int hour = 0; hour < 20; hour++) {
                deliver();
                provider.clock().advance(Duration.ofHours(1));
            }

            assertThat(letterbox.tokens).hasSize(8);
            assertThat(waiting()).isZero();
            assertThat(provider.events()).anyMatch(AuditEvent.LogoutUndelivered.class::isInstance);
        }

        @Test
        void isTheLastWordIfItIsARefusal() {
            logOut(signIn());
            letterbox.status = 400;
            deliver();

            assertThat(waiting()).isZero();
            assertThat(provider.events()).anyMatch(AuditEvent.LogoutUndelivered.class::isInstance);
        }

        @Test
        void isNotWaitedForFromAClientThatIsGone() {
            logOut(signIn());
            provider.remove(client);
            deliver();

            assertThat(letterbox.tokens).isEmpty();
            assertThat(waiting()).isZero();
        }

        @Test
        void isWaitedForByWhoeverComesNextIfANodeDiesMeanwhile() {
            logOut(signIn());
            assertThat(provider.storage()
                            .logoutDeliveries()
                            .take(provider.clock().instant(), Duration.ofMinutes(1), 10))
                    .hasSize(1);
            deliver();
            assertThat(letterbox.tokens).isEmpty();

            provider.clock().advance(Duration.ofMinutes(1));
            deliver();

            assertThat(letterbox.tokens).hasSize(1);
        }
    }

    @Nested
    @DisplayName("§2.1: discovery")
    class Discovery {

        private JsonObject metadata(TestProvider of) {
            return JsonObject.parse(
                    of.get("/.well-known/openid-configuration", Map.of()).body());
        }

        @Test
        void saysThatItIsDone() {
            assertThat(metadata(provider).bool("backchannel_logout_supported")).contains(true);
            assertThat(metadata(provider).bool("backchannel_logout_session_supported"))
                    .contains(true);
        }

        @Test
        void saysNothingIfItIsSwitchedOff() {
            try (TestProvider without = TestProvider.without(Feature.BACKCHANNEL_LOGOUT)) {
                assertThat(metadata(without).names())
                        .doesNotContain("backchannel_logout_supported", "backchannel_logout_session_supported");
            }
        }
    }

    @Test
    void keepsTheAddressOfAClient() {
        assertThat(provider.storage()
                        .clients()
                        .find(client.id())
                        .orElseThrow()
                        .logout()
                        .backChannel())
                .contains(new ClientLogout.Address(URI.create(ADDRESS), true));
    }
}
