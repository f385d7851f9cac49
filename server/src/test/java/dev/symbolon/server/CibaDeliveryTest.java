package dev.symbolon.server;

import static dev.symbolon.server.CibaCounter.error;
import static dev.symbolon.server.CibaCounter.json;
import static dev.symbolon.server.CibaCounter.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.client.ClientBackchannel;
import dev.symbolon.server.http.fetch.FetchException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("How tokens are had over the back channel (CIBA Core 1.0)")
class CibaDeliveryTest {

    @AutoClose
    private final CibaCounter counter = new CibaCounter();

    private final TestProvider provider = counter.provider;
    private final TestClient client = counter.client;
    private final TestBrowser browser = counter.browser;

    @Nested
    @DisplayName("§10.1, §11: polling")
    class Polling {

        @Test
        void waitsUntilThePersonHasDecided() {
            String id = counter.begin();
            assertThat(error(counter.poll(id))).isEqualTo("authorization_pending");

            counter.decide(browser, counter.page(), "allow");

            assertThat(counter.poll(id).status()).isEqualTo(200);
        }

        @Test
        void yieldsTokensOfThePerson() {
            TestTokens tokens = TestTokens.of(counter.poll(counter.allowed()));

            JsonObject claims = provider.verified(tokens.idToken()).claims();
            assertThat(claims.string("sub")).contains("sub-ada");
            assertThat(claims.strings("aud")).containsExactly(client.id().value());
            assertThat(provider.userinfo(tokens.accessToken()).status()).isEqualTo(200);
            assertThat(tokens.refreshToken()).isNotEmpty();
            assertThat(provider.token(client, client.refreshGrant(tokens.refreshToken()))
                            .accessToken())
                    .isNotEmpty();
        }

        @Test
        void yieldsNoMoreThanThePersonHasAllowed() {
            String id = counter.begin();
            counter.decide(browser, counter.page(), "allow", "create:reports");

            JsonObject answer = json(counter.poll(id));

            assertThat(Scope.parse(answer.requiredString("scope")).values())
                    .contains("read:reports")
                    .doesNotContain("create:reports");
        }

        @Test
        void tooFastIsSlowedDown() {
            String id = counter.begin();
            counter.poll(id);

            assertThat(error(counter.redeem(client, id))).isEqualTo("slow_down");
        }

        @Test
        void yieldsNothingIfThePersonSaysNo() {
            String id = counter.begin();
            counter.decide(browser, counter.page(), "deny");

            assertThat(error(counter.poll(id))).isEqualTo("access_denied");
            assertThat(provider.events()).contains(new AuditEvent.ConsentDenied(new Subject("sub-ada"), client.id()));
        }

        @Test
        void yieldsNothingOnceTheTimeIsOver() {
            String id = counter.allowed();
            provider.clock().advance(Duration.ofMinutes(5));

            assertThat(error(counter.poll(id))).isEqualTo("expired_token");
        }

        @Test
        void yieldsTokensOnceAndEndsThemIfItIsReplayed() {
            String id = counter.allowed();
            TestTokens tokens = TestTokens.of(counter.poll(id));

            assertThat(error(counter.poll(id))).isEqualTo("invalid_grant");
            assertThat(provider.userinfo(tokens.accessToken()).status()).isEqualTo(401);
        }

        @Test
        void isNotForAnotherClient() {
            String id = counter.allowed();

            assertThat(error(counter.redeem(provider.register(), id))).isEqualTo("invalid_grant");
            assertThat(counter.poll(id).status()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "1c266114-a1be-4252-8ad1-04986c5b9ac1"})
        void isNotWhatSomebodyHasMadeUp(String id) {
            assertThat(error(counter.poll(id))).isEqualTo("invalid_grant");
        }

        @Test
        void yieldsNothingOfAnAccountThatIsDisabledMeanwhile() {
            String id = counter.allowed();
            provider.disable("ada");

            assertThat(error(counter.poll(id))).isEqualTo("invalid_grant");
        }

        @Test
        void isNotForAClientThatIsNoLongerRegisteredForIt() {
            String id = counter.allowed();
            provider.declare(client.withGrantTypes(GrantType.AUTHORIZATION_CODE));

            assertThat(error(counter.poll(id))).isEqualTo("unauthorized_client");
        }
    }

    @Nested
    @DisplayName("§10.2: ping")
    class Ping {

        private static final String TOKEN = "8d67dc78-7faa-4d41-aabd-67707b374255";

        private final TestClient pinged = provider.register(one -> one.withFlows(one.flows()
                .with(new ClientBackchannel(
                        Optional.of(URI.create("https://app.example.net/decided")), Optional.empty()))));
        private final List<String> heard = new ArrayList<>();
        private int status = 204;

        private int hear(URI uri, JsonObject message, String bearer) {
            heard.add(uri + " " + bearer + " " + message.requiredString("auth_req_id"));
            if (status == 0) {
                throw new FetchException("nobody is there");
            }
            return status;
        }

        private String beginPinged() {
            return counter.begin(pinged, request().with("client_notification_token", TOKEN));
        }

        private void ping() {
            provider.pingClients(this::hear);
        }

        @ParameterizedTest
        @ValueSource(strings = {"allow", "deny"})
        void tellsTheClientOnceThePersonHasDecided(String decision) {
            String id = beginPinged();
            ping();
            assertThat(heard).isEmpty();
            counter.decide(browser, counter.page(), decision);

            ping();
            ping();

            assertThat(heard).containsExactly("https://app.example.net/decided " + TOKEN + " " + id);
        }

        @ParameterizedTest
        @ValueSource(strings = {"allow", "deny"})
        void goesOutWhereThePersonDecides(String decision) {
            provider.pingClientsAtOnce(this::hear);
            beginPinged();

            counter.decide(browser, counter.page(), decision);

            assertThat(heard).hasSize(1);
        }

        @Test
        void outlivesARestart() {
            String id = beginPinged();
            counter.decide(browser, counter.page(), "allow");

            provider.restart();
            ping();

            assertThat(heard).hasSize(1);
            assertThat(counter.redeem(pinged, id).status()).isEqualTo(200);
        }

        @Test
        void isNotForAClientThatPolls() {
            counter.allowed();

            ping();

            assertThat(heard).isEmpty();
        }

        @Test
        void isTriedAgainIfNobodyIsThere() {
            beginPinged();
            counter.decide(browser, counter.page(), "allow");
            status = 0;
            ping();
            status = 503;
            provider.clock().advance(Duration.ofSeconds(2));
            ping();
            status = 204;
            provider.clock().advance(Duration.ofSeconds(4));
            ping();
            assertThat(heard).hasSize(2);

            provider.clock().advance(Duration.ofSeconds(1));
            ping();
            provider.clock().advance(Duration.ofMinutes(2));
            ping();

            assertThat(heard).hasSize(3);
        }

        @ParameterizedTest
        @ValueSource(ints = {302, 400, 401})
        void isNotTriedAgainIfTheClientRefuses(int refusal) {
            beginPinged();
            counter.decide(browser, counter.page(), "allow");
            status = refusal;

            ping();
            provider.clock().advance(Duration.ofMinutes(1));
            ping();

            assertThat(heard).hasSize(1);
            assertThat(provider.events()).anyMatch(AuditEvent.PingUndelivered.class::isInstance);
        }

        @Test
        void doesNotGoOnWhenTheRequestIsOver() {
            beginPinged();
            counter.decide(browser, counter.page(), "allow");
            status = 503;
            for (int second = 0; second < 400; second++) {
                ping();
                provider.clock().advance(Duration.ofSeconds(1));
            }

            assertThat(heard).hasSizeBetween(5, 7);
        }

        @Test
        void needsATokenByWhichTheClientKnowsWhoTellsIt() {
            assertThat(error(counter.ask(pinged, request()))).isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"two words", "new\u00E9", "a,b", "=="})
        void needsATokenThatCanStandInAHeader(String token) {
            assertThat(error(counter.ask(pinged, request().with("client_notification_token", token))))
                    .isEqualTo("invalid_request");
        }

        @Test
        void needsATokenThatIsNotTooLong() {
            assertThat(error(counter.ask(pinged, request().with("client_notification_token", "a".repeat(1025)))))
                    .isEqualTo("invalid_request");
        }

        @Test
        void keepsTheTokenAndTheIdSealed() {
            String id = beginPinged();
            counter.decide(browser, counter.page(), "allow");

            String kept = provider.storage()
                    .notifications()
                    .take(provider.clock().instant(), Duration.ofMinutes(1), 1)
                    .getFirst()
                    .sealed();

            assertThat(kept).doesNotContain(TOKEN).doesNotContain(id);
        }
    }
}
