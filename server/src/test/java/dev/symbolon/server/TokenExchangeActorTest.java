package dev.symbolon.server;

import static dev.symbolon.server.ExchangeParties.REPORTS;
import static dev.symbolon.server.ExchangeParties.TYPE;
import static dev.symbolon.server.ExchangeParties.acting;
import static dev.symbolon.server.ExchangeParties.exchange;
import static dev.symbolon.server.ExchangeParties.isRefused;
import static dev.symbolon.server.ExchangeParties.registeredFor;
import static dev.symbolon.server.ExchangeParties.ruleOf;
import static dev.symbolon.server.ExchangeParties.ruleOfOrders;
import static dev.symbolon.server.ExchangeParties.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.client.ClientExchange;
import dev.symbolon.server.client.ExchangeRule.Acting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Token exchange (RFC 8693): who acts for whom")
class TokenExchangeActorTest {

    @AutoClose
    private final ExchangeParties parties = new ExchangeParties();

    private final TestProvider provider = parties.provider;
    private final TestClient web = parties.web;
    private final TestClient orders = parties.orders;
    private final TestClient reports = parties.reports;

    @Nested
    @DisplayName("§4.1: delegation")
    class Delegation {

        @BeforeEach
        void allow() {
            parties.rules(orders, ruleOfOrders(Acting.REQUIRED));
        }

        private JsonObject act(TestTokens tokens) {
            return parties.claims(tokens).object("act").orElseThrow();
        }

        @Test
        void saysWhoActs() {
            TestTokens answer = provider.token(
                    orders,
                    acting(
                            exchange(parties.signedIn().accessToken()),
                            parties.own(orders).accessToken()));

            assertThat(act(answer))
                    .isEqualTo(JsonObject.empty().with("sub", orders.id()).with("client_id", orders.id()));
            assertThat(parties.introspected(answer).object("act")).contains(act(answer));
        }

        @Test
        void maySayThatAPersonActs() {
            parties.change(orders, client -> registeredFor(client, Map.of(REPORTS, "read:reports")));
            TestBrowser other = provider.browser().as("bob");
            TestTokens bob = provider.redeem(
                    orders, other.authorize(with(orders.request("code"), "scope", "openid read:reports")));

            TestTokens answer =
                    provider.token(orders, acting(exchange(parties.signedIn().accessToken()), bob.accessToken()));

            assertThat(parties.claims(answer).string("sub")).contains("sub-ada");
            assertThat(act(answer).string("sub")).contains("sub-bob");
        }

        @Test
        void keepsWhoHasActedBefore() {
            TestTokens first = provider.token(
                    orders,
                    acting(
                            exchange(parties.signedIn().accessToken()),
                            parties.own(orders).accessToken()));
            parties.rules(reports, ruleOf(orders, REPORTS, false));

            TestTokens second = provider.token(
                    reports,
                    acting(exchange(first.accessToken()), parties.own(reports).accessToken()));
            TestTokens third = provider.token(reports, exchange(first.accessToken()));

            assertThat(act(second).string("sub")).contains(reports.id().value());
            assertThat(act(second).object("act")).contains(act(first));
            assertThat(act(third)).isEqualTo(act(first));
        }

        @Test
        void isNotLeftOutWhereItMustBe() {
            isRefused(parties.exchanged(parties.signedIn()), "invalid_request");
        }

        @Test
        void isNotForRulesWithoutIt() {
            parties.rules(orders, ruleOfOrders(Acting.NONE));

            isRefused(
                    provider.token(
                            orders,
                            acting(
                                    exchange(parties.signedIn().accessToken()),
                                    parties.own(orders).accessToken())),
                    "invalid_request");
        }

        @Test
        void isNotInTheNameOfAnotherClient() {
            isRefused(
                    provider.token(
                            orders,
                            acting(
                                    exchange(parties.signedIn().accessToken()),
                                    parties.own(web).accessToken())),
                    "invalid_request");
        }

        @Test
        void isNotByATokenByWhichSomebodyElseActs() {
            parties.rules(orders, ruleOfOrders(Acting.OPTIONAL), ruleOf(orders, REPORTS, false));
            String token = parties.signedIn().accessToken();
            String acting = provider.token(
                            orders, acting(exchange(token), parties.own(orders).accessToken()))
                    .accessToken();

            isRefused(provider.token(orders, acting(exchange(token), acting)), "invalid_request");
        }

        @Test
        void needsBothTheTokenAndItsType() {
            Parameters form = acting(
                    exchange(parties.signedIn().accessToken()),
                    parties.own(orders).accessToken());

            isRefused(provider.token(orders, form.without("actor_token_type")), "invalid_request");
            isRefused(provider.token(orders, form.without("actor_token")), "invalid_request");
            isRefused(
                    provider.token(orders, with(form, "actor_token_type", TYPE + "refresh_token")), "invalid_request");
        }

        @Test
        void isToldToTheLog() {
            provider.token(
                    orders,
                    acting(
                            exchange(parties.signedIn().accessToken()),
                            parties.own(orders).accessToken()));

            assertThat(provider.events())
                    .anySatisfy(event -> assertThat(event)
                            .isInstanceOfSatisfying(
                                    AuditEvent.TokenExchanged.class,
                                    exchanged -> assertThat(exchanged.actor())
                                            .contains(orders.id().value())));
        }

        @Test
        void endsAfterEightTimes() {
            parties.rules(orders, ruleOfOrders(Acting.NONE), ruleOf(orders, REPORTS, false));
            TestTokens tokens = parties.exchanged(parties.signedIn());
            for (int i = 1; i < 8; i++) {
                tokens = parties.exchanged(tokens);
                parties.isGood(tokens);
            }

            isRefused(parties.exchanged(tokens), "invalid_request");
        }
    }

    @Nested
    @DisplayName("§4.4: may_act")
    class MayAct {

        private void only(ClientId actor) {
            parties.change(web, client -> with(client, new ClientExchange(List.of(), Optional.of(actor), List.of())));
        }

        @Test
        void standsInTheTokensOfTheClient() {
            only(orders.id());
            TestTokens tokens = parties.signedIn();

            JsonObject expected = JsonObject.empty().with("sub", orders.id());
            assertThat(parties.claims(tokens).object("may_act")).contains(expected);
            assertThat(provider.verified(tokens.idToken()).claims().object("may_act"))
                    .contains(expected);
        }

        @Test
        void letsTheClientExchangeThatItNames() {
            only(orders.id());
            parties.rules(orders, ruleOfOrders(Acting.OPTIONAL));
            String token = parties.signedIn().accessToken();

            parties.isGood(provider.token(orders, exchange(token)));
            parties.isGood(provider.token(
                    orders, acting(exchange(token), parties.own(orders).accessToken())));
        }

        @Test
        void letsNobodyElseEvenWithARule() {
            only(reports.id());

            isRefused(parties.exchanged(parties.signedIn()), "invalid_request");
        }

        @Test
        void letsNobodyElseActByTheClientThatItNames() {
            only(orders.id());
            parties.rules(orders, ruleOfOrders(Acting.OPTIONAL));
            TestTokens bob =
                    provider.redeem(orders, provider.browser().as("bob").authorize(orders.request("code")));

            isRefused(
                    provider.token(orders, acting(exchange(parties.signedIn().accessToken()), bob.accessToken())),
                    "invalid_request");
        }
    }
}
