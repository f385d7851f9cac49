package dev.symbolon.server;

import static dev.symbolon.server.ExchangeParties.ORDERS;
import static dev.symbolon.server.ExchangeParties.REPORTS;
import static dev.symbolon.server.ExchangeParties.TYPE;
import static dev.symbolon.server.ExchangeParties.exchange;
import static dev.symbolon.server.ExchangeParties.isRefused;
import static dev.symbolon.server.ExchangeParties.registeredFor;
import static dev.symbolon.server.ExchangeParties.ruleOf;
import static dev.symbolon.server.ExchangeParties.ruleOfOrders;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Scope;
import dev.symbolon.server.api.AccessTokenFormat;
import dev.symbolon.server.client.ExchangeRule;
import dev.symbolon.server.client.ExchangeRule.Acting;
import dev.symbolon.server.configuration.Feature;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Token exchange (RFC 8693): who may exchange what for what")
class TokenExchangePolicyTest {

    @AutoClose
    private final ExchangeParties parties = new ExchangeParties();

    private final TestProvider provider = parties.provider;
    private final TestClient web = parties.web;
    private final TestClient orders = parties.orders;
    private final TestClient reports = parties.reports;

    @Nested
    @DisplayName("The policy")
    class ThePolicy {

        @Test
        void letsNobodyExchangeAnythingWithoutARule() {
            parties.rules(orders);

            isRefused(parties.exchanged(parties.signedIn()), "invalid_request");
        }

        @Test
        void isForTheTokensOfTheRuleAlone() {
            parties.rules(orders, ruleOf(reports, REPORTS, false));

            isRefused(parties.exchanged(parties.signedIn()), "invalid_request");
        }

        @Test
        void isForTheApisOfTheRuleAlone() {
            TestTokens tokens = parties.signedIn();
            Parameters form = exchange(tokens.accessToken());

            isRefused(provider.token(orders, form.with("audience", ORDERS)), "invalid_target");
            isRefused(provider.token(orders, form.with("audience", "https://nowhere.example/")), "invalid_target");
            isRefused(
                    provider.token(orders, form.with("resource", REPORTS).with("resource", ORDERS)), "invalid_target");
            parties.isGood(provider.token(orders, form.with("resource", REPORTS)));
        }

        @Test
        void needsAnApiToBeNamedIfThereAreSeveral() {
            parties.rules(orders, ruleOf(web, REPORTS, false), ruleOf(web, ORDERS, false));

            isRefused(parties.exchanged(parties.signedIn()), "invalid_target");
        }

        @Test
        void isNotForClientsWithoutTheGrantType() {
            TestClient other = provider.register(one -> one.withGrantTypes(GrantType.CLIENT_CREDENTIALS));

            isRefused(provider.token(other, exchange(parties.signedIn().accessToken())), "unauthorized_client");
        }

        @Test
        void isNotForPublicClients() {
            TestClient phone = provider.register(TestClient::asPublic);

            isRefused(provider.token(phone, exchange(parties.signedIn().accessToken())), "unauthorized_client");
        }

        @ParameterizedTest
        @ValueSource(strings = {"refresh_token", "id_token", "saml2"})
        void yieldsAccessTokensAlone(String type) {
            Parameters form = exchange(parties.signedIn().accessToken()).with("requested_token_type", TYPE + type);

            isRefused(provider.token(orders, form), "invalid_request");
        }

        @Test
        void yieldsAJwtIfTheApiHasThem() {
            Parameters form = exchange(parties.signedIn().accessToken()).with("requested_token_type", TYPE + "jwt");

            assertThat(provider.token(orders, form).json().string("issued_token_type"))
                    .contains(TYPE + "jwt");
            provider.declare(TestProvider.api(REPORTS, "read:reports").withAccessTokenFormat(AccessTokenFormat.OPAQUE));
            isRefused(provider.token(orders, form), "invalid_request");
        }

        @Test
        void saysNothingAndServesNothingIfItIsSwitchedOff() {
            try (TestProvider off = TestProvider.without(Feature.TOKEN_EXCHANGE)) {
                TestClient client = off.register();

                assertThat(off.get("/.well-known/openid-configuration", Map.of())
                                .body())
                        .doesNotContain("token-exchange");
                assertThat(off.token(client, exchange("x")).error()).isEqualTo("unsupported_grant_type");
            }
        }
    }

    @Nested
    @DisplayName("§2.1: scope, and what the person has granted")
    class Granted {

        @Test
        void isNeverWiderThanTheRule() {
            ExchangeRule narrow = new ExchangeRule(
                    new Audience(REPORTS),
                    Optional.of(Scope.of("create:reports")),
                    Set.of(),
                    Set.of(new Audience(ORDERS)),
                    false,
                    Acting.NONE);
            parties.rules(orders, narrow);
            Parameters form = exchange(parties.signedIn().accessToken());

            isRefused(provider.token(orders, form.with("scope", "read:reports")), "invalid_scope");
            isRefused(provider.token(orders, form), "invalid_scope");
        }

        @Test
        void isNeverWiderThanWhatThePersonHasGranted() {
            Parameters form = exchange(parties.signedIn().accessToken());

            isRefused(provider.token(orders, form.with("scope", "create:reports")), "invalid_scope");
            assertThat(parties.claims(provider.token(orders, form)).string("scope"))
                    .contains("read:reports");
        }

        @Test
        void isNothingIfThePersonHasGrantedNothingThere() {
            TestTokens answer = parties.exchanged(parties.signedIn("openid read:orders"));

            isRefused(answer, "invalid_scope");
            assertThat(answer.json().requiredString("error_description"))
                    .isEqualTo("what the token is for leaves nothing of " + REPORTS);
        }

        @Test
        void isTheOperatorsToSayForClientsOfTheirOwn() {
            provider.declare(orders.asFirstParty());
            parties.change(orders, client -> registeredFor(client, Map.of(REPORTS, "create:reports")));
            parties.rules(orders, ruleOfOrders(Acting.NONE));

            assertThat(parties.claims(parties.exchanged(parties.signedIn("openid read:orders")))
                            .string("scope"))
                    .contains("create:reports");
        }

        @Test
        void isTheOperatorsAloneToSayForAnApiWithoutPermissions() {
            String open = "https://api.example.com/open";
            provider.declare(TestProvider.api(open));
            parties.change(orders, client -> registeredFor(client, Map.of(open, "")));
            parties.rules(orders, ruleOf(web, open, false));
            isRefused(parties.exchanged(parties.signedIn()), "invalid_scope");

            provider.declare(orders.asFirstParty());
            parties.change(orders, client -> registeredFor(client, Map.of(open, "")));
            parties.rules(orders, ruleOf(web, open, false));

            assertThat(parties.claims(parties.exchanged(parties.signedIn())).string("aud"))
                    .contains(open);
        }

        @Test
        void isNeverWiderThanTheTokenAtTheSameApi() {
            provider.declare(orders.asFirstParty());
            parties.change(orders, client -> registeredFor(client, Map.of(ORDERS, "read:orders create:orders")));
            parties.rules(orders, ruleOf(web, ORDERS, false));
            Parameters form = exchange(parties.signedIn().accessToken());

            isRefused(provider.token(orders, form.with("scope", "create:orders")), "invalid_scope");
            assertThat(parties.claims(provider.token(orders, form)).string("scope"))
                    .contains("read:orders");
        }

        @Test
        void isNeverIdentity() {
            Parameters form = exchange(parties.signedIn().accessToken());

            isRefused(provider.token(orders, form.with("scope", "openid")), "invalid_scope");
            isRefused(provider.token(orders, form.with("scope", "read:reports offline_access")), "invalid_scope");
        }

        @Test
        void isNoMoreThanTheApplicationOfThePersonStillMayHave() {
            String token = parties.signedIn().accessToken();
            parties.change(web, client -> registeredFor(client, Map.of(ORDERS, "read:orders")));

            isRefused(provider.token(orders, exchange(token)), "invalid_scope");
        }

        @Test
        void isNothingOnceTheApplicationOfThePersonIsGone() {
            TestTokens tokens = parties.signedIn();
            provider.remove(web);

            isRefused(parties.exchanged(tokens), "invalid_request");
        }
    }
}
