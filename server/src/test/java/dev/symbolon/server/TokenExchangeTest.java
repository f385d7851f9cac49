package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.api.AccessTokenFormat;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientExchange;
import dev.symbolon.server.client.ExchangeRule;
import dev.symbolon.server.client.ExchangeRule.Acting;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.storage.Declarations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People use the application {@code web}, which calls the orders API; that calls the reports API on behalf of its callers. */
@DisplayName("Token exchange (RFC 8693)")
class TokenExchangeTest {

    private static final String REPORTS = TestProvider.REPORTS;
    private static final String ORDERS = "https://api.example.com/orders";
    private static final String TYPE = "urn:ietf:params:oauth:token-type:";

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada", "bob");

    private final TestClient web = provider.register();
    private final TestClient orders = provider.register();
    private final TestClient reports = provider.register();
    private final TestBrowser browser = provider.browser();

    @BeforeEach
    void register() {
        provider.declare(
                TestProvider.api(ORDERS, "read:orders", "create:orders").withIntrospectionClients(orders.id()));
        provider.declare(
                TestProvider.api(REPORTS, "read:reports", "create:reports").withIntrospectionClients(reports.id()));
        change(web, client -> registeredFor(client, Map.of(ORDERS, "read:orders", REPORTS, "read:reports")));
        change(
                orders,
                client -> registeredFor(
                        client, Map.of(ORDERS, "read:orders create:orders", REPORTS, "read:reports create:reports")));
        rules(orders, ofOrders(Acting.NONE));
    }

    private static ExchangeRule ofOrders(Acting acting) {
        return new ExchangeRule(
                new Audience(REPORTS), Optional.empty(), Set.of(), Set.of(new Audience(ORDERS)), false, acting);
    }

    private static ExchangeRule of(TestClient client, String audience, boolean idTokens) {
        return new ExchangeRule(
                new Audience(audience), Optional.empty(), Set.of(client.id()), Set.of(), idTokens, Acting.OPTIONAL);
    }

    private void change(TestClient client, UnaryOperator<Client> change) {
        Client known = provider.storage().clients().find(client.id()).orElseThrow();
        provider.storage().declare(Declarations.of(List.of(change.apply(known)), List.of(), List.of()));
    }

    private static Client registeredFor(Client client, Map<String, String> apis) {
        Map<Audience, Scope> scopes = new java.util.HashMap<>();
        apis.forEach((audience, scope) -> scopes.put(new Audience(audience), Scope.parse(scope)));
        return new Client(
                client.id(),
                client.presentation(),
                client.credentials(),
                client.redirectUris(),
                client.logout(),
                client.flows(),
                client.tokens(),
                scopes);
    }

    private void rules(TestClient client, ExchangeRule... rules) {
        change(client, known -> with(known, new ClientExchange(List.of(rules), Optional.empty(), List.of())));
    }

    private static Client with(Client client, ClientExchange exchange) {
        return new Client(
                client.id(),
                client.presentation(),
                client.credentials(),
                client.redirectUris(),
                client.logout(),
                client.flows().with(exchange),
                client.tokens(),
                client.apis());
    }

    private Parameters request(String scope) {
        return web.request("code")
                .without("audience")
                .without("scope")
                .with("scope", scope)
                .with("resource", ORDERS)
                .with("resource", REPORTS);
    }

    private TestTokens signedIn(String scope) {
        return provider.redeem(web, browser.authorize(request(scope)));
    }

    private TestTokens signedIn() {
        return signedIn("openid offline_access read:orders read:reports");
    }

    private static Parameters exchange(String subjectToken) {
        return Parameters.none()
                .with("grant_type", GrantType.TOKEN_EXCHANGE.value())
                .with("subject_token", subjectToken)
                .with("subject_token_type", TYPE + "access_token");
    }

    private static Parameters with(Parameters form, String name, String value) {
        return form.without(name).with(name, value);
    }

    private TestTokens exchanged(TestTokens of) {
        return provider.token(orders, exchange(of.accessToken()));
    }

    private TestTokens own(TestClient client) {
        return provider.token(
                client,
                Parameters.none().with("grant_type", "client_credentials").with("audience", REPORTS));
    }

    private static Parameters acting(Parameters exchange, String actorToken) {
        return exchange.with("actor_token", actorToken).with("actor_token_type", TYPE + "access_token");
    }

    private JsonObject claims(TestTokens tokens) {
        assertThat(tokens.status()).as(tokens.json().toString()).isEqualTo(200);
        return provider.verified(tokens.accessToken()).claims();
    }

    private JsonObject introspected(TestTokens tokens) {
        return JsonObject.parse(provider.post(
                        "/oauth/introspect",
                        Parameters.none().with("token", tokens.accessToken()),
                        reports.authorization())
                .body());
    }

    private void isGood(TestTokens tokens) {
        assertThat(tokens.status()).as(tokens.json().toString()).isEqualTo(200);
        assertThat(introspected(tokens).bool("active")).contains(true);
    }

    private void isOver(TestTokens tokens) {
        assertThat(introspected(tokens).bool("active")).contains(false);
    }

    private void isRefused(TestTokens answer, String error) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(error);
    }

    private void revoke(TestClient sender, String token) {
        provider.post("/oauth/revoke", Parameters.none().with("token", token), sender.authorization());
    }

    @Nested
    @DisplayName("§2.2.1: the answer")
    class TheAnswer {

        private final TestTokens subject = signedInBefore();
        private final TestTokens answer = exchanged(subject);

        private TestTokens signedInBefore() {
            register();
            return signedIn();
        }

        @Test
        void isATokenForTheOtherApiInTheNameOfTheSamePerson() {
            JsonObject before = claims(subject);

            JsonObject after = claims(answer);

            assertThat(after.string("aud")).contains(REPORTS);
            assertThat(after.string("client_id")).contains(orders.id().value());
            assertThat(after.string("scope")).contains("read:reports");
            assertThat(after.only(List.of("sub", "sid", "auth_time", "acr")))
                    .isEqualTo(before.only(List.of("sub", "sid", "auth_time", "acr")));
        }

        @Test
        void saysWhatTheTokenIs() {
            assertThat(answer.json().string("issued_token_type")).contains(TYPE + "access_token");
            assertThat(answer.json().string("token_type")).contains("Bearer");
            assertThat(answer.json().string("scope")).contains("read:reports");
            assertThat(answer.json().names()).doesNotContain("refresh_token", "id_token");
        }

        @Test
        void namesNobodyWhoActsIfThatIsNotAsked() {
            assertThat(claims(answer).has("act")).isFalse();
        }

        @Test
        void doesNotOpenUserinfo() {
            assertThat(provider.userinfo(answer.accessToken()).status()).isEqualTo(403);
        }

        @Test
        void tellsNobodyWhereTheTokenComesFrom() {
            assertThat(introspected(answer).toString()).doesNotContain(web.id().value(), "person");
            assertThat(claims(answer).toString()).doesNotContain(web.id().value());
        }

        @Test
        void isToldToTheLog() {
            assertThat(provider.events())
                    .contains(new AuditEvent.TokenExchanged(
                            new Subject("sub-ada"),
                            orders.id(),
                            web.id(),
                            Optional.empty(),
                            new Audience(REPORTS),
                            "read:reports"));
        }
    }

    @Nested
    @DisplayName("§2.1: the subject token")
    class TheSubjectToken {

        @Test
        void mayBeOpaque() {
            provider.declare(TestProvider.api(ORDERS, "read:orders").withAccessTokenFormat(AccessTokenFormat.OPAQUE));

            assertThat(claims(exchanged(signedIn())).string("sub")).contains("sub-ada");
        }

        @Test
        void mayBeCalledAJwtIfItIsOne() {
            String token = signedIn().accessToken();

            isGood(provider.token(orders, with(exchange(token), "subject_token_type", TYPE + "jwt")));
        }

        @Test
        void mayBeAnIdTokenIfARuleSaysSo() {
            rules(orders, of(web, REPORTS, true));
            Parameters form = exchange(signedIn().idToken());

            JsonObject claims = claims(provider.token(orders, with(form, "subject_token_type", TYPE + "id_token")));

            assertThat(claims.string("sub")).contains("sub-ada");
            assertThat(claims.string("scope")).contains("read:reports");
        }

        @Test
        void mustNotBeAnIdTokenOtherwise() {
            rules(orders, of(web, REPORTS, false));
            Parameters form = exchange(signedIn().idToken());

            isRefused(provider.token(orders, with(form, "subject_token_type", TYPE + "id_token")), "invalid_request");
        }

        @Test
        void isNoIdTokenWhoseCodeWasNotRedeemed() {
            rules(orders, of(web, REPORTS, true));
            TestCallback callback =
                    browser.authorize(with(request("openid read:orders"), "response_type", "code id_token"));
            Parameters form = with(exchange(callback.idToken()), "subject_token_type", TYPE + "id_token");

            isRefused(provider.token(orders, form), "invalid_request");
            provider.redeem(web, callback);
            isRefused(provider.token(orders, form), "invalid_scope");
        }

        @Test
        void isNoIdTokenThatHasExpired() {
            rules(orders, of(web, REPORTS, true));
            Parameters form = with(exchange(signedIn().idToken()), "subject_token_type", TYPE + "id_token");
            provider.clock().advance(Duration.ofHours(1));

            isRefused(provider.token(orders, form), "invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"refresh_token", "saml1", "saml2", "id_token", "nonsense"})
        void isOfNoOtherType(String type) {
            TestTokens tokens = signedIn();
            Parameters form = with(exchange(tokens.accessToken()), "subject_token_type", TYPE + type);

            isRefused(provider.token(orders, form), "invalid_request");
            isRefused(provider.token(orders, with(form, "subject_token", tokens.refreshToken())), "invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"access_token", "jwt"})
        void isNoIdTokenThatIsCalledAnAccessToken(String type) {
            rules(orders, of(web, REPORTS, true));

            isRefused(
                    provider.token(orders, with(exchange(signedIn().idToken()), "subject_token_type", TYPE + type)),
                    "invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"nonsense", "a.b.c", "e30.e30.e30"})
        void isNoneThatThisProviderHasNotIssued(String nonsense) {
            isRefused(provider.token(orders, exchange(nonsense)), "invalid_request");
            isRefused(
                    provider.token(orders, exchange(TestClient.KEY.sign("at+jwt", claims(signedIn())))),
                    "invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"subject_token", "subject_token_type"})
        void mustBeThereWithItsType(String name) {
            isRefused(provider.token(orders, exchange(signedIn().accessToken()).without(name)), "invalid_request");
        }

        @Test
        void isNoneThatHasExpiredOrWasRevoked() {
            TestTokens first = signedIn();
            revoke(web, first.accessToken());
            isRefused(exchanged(first), "invalid_request");
            TestTokens second = signedIn();
            provider.clock().advance(Duration.ofHours(1));

            isRefused(exchanged(second), "invalid_request");
        }

        @Test
        void mayBeOfAClientItself() {
            rules(orders, of(web, REPORTS, false));

            JsonObject claims = claims(provider.token(orders, exchange(own(web).accessToken())));

            assertThat(claims.string("sub")).contains(web.id().value());
            assertThat(claims.names()).doesNotContain("sid", "auth_time");
        }
    }

    @Nested
    @DisplayName("The policy")
    class ThePolicy {

        @Test
        void letsNobodyExchangeAnythingWithoutARule() {
            rules(orders);

            isRefused(exchanged(signedIn()), "invalid_request");
        }

        @Test
        void isForTheTokensOfTheRuleAlone() {
            rules(orders, of(reports, REPORTS, false));

            isRefused(exchanged(signedIn()), "invalid_request");
        }

        @Test
        void isForTheApisOfTheRuleAlone() {
            TestTokens tokens = signedIn();
            Parameters form = exchange(tokens.accessToken());

            isRefused(provider.token(orders, form.with("audience", ORDERS)), "invalid_target");
            isRefused(provider.token(orders, form.with("audience", "https://nowhere.example/")), "invalid_target");
            isRefused(
                    provider.token(orders, form.with("resource", REPORTS).with("resource", ORDERS)), "invalid_target");
            isGood(provider.token(orders, form.with("resource", REPORTS)));
        }

        @Test
        void needsAnApiToBeNamedIfThereAreSeveral() {
            rules(orders, of(web, REPORTS, false), of(web, ORDERS, false));

            isRefused(exchanged(signedIn()), "invalid_target");
        }

        @Test
        void isNotForClientsWithoutTheGrantType() {
            TestClient other = provider.register(one -> one.withGrantTypes(GrantType.CLIENT_CREDENTIALS));

            isRefused(provider.token(other, exchange(signedIn().accessToken())), "unauthorized_client");
        }

        @Test
        void isNotForPublicClients() {
            TestClient phone = provider.register(TestClient::asPublic);

            isRefused(provider.token(phone, exchange(signedIn().accessToken())), "unauthorized_client");
        }

        @ParameterizedTest
        @ValueSource(strings = {"refresh_token", "id_token", "saml2"})
        void yieldsAccessTokensAlone(String type) {
            Parameters form = exchange(signedIn().accessToken()).with("requested_token_type", TYPE + type);

            isRefused(provider.token(orders, form), "invalid_request");
        }

        @Test
        void yieldsAJwtIfTheApiHasThem() {
            Parameters form = exchange(signedIn().accessToken()).with("requested_token_type", TYPE + "jwt");

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
            rules(orders, narrow);
            Parameters form = exchange(signedIn().accessToken());

            isRefused(provider.token(orders, form.with("scope", "read:reports")), "invalid_scope");
            isRefused(provider.token(orders, form), "invalid_scope");
        }

        @Test
        void isNeverWiderThanWhatThePersonHasGranted() {
            Parameters form = exchange(signedIn().accessToken());

            isRefused(provider.token(orders, form.with("scope", "create:reports")), "invalid_scope");
            assertThat(claims(provider.token(orders, form)).string("scope")).contains("read:reports");
        }

        @Test
        void isNothingIfThePersonHasGrantedNothingThere() {
            isRefused(exchanged(signedIn("openid read:orders")), "invalid_scope");
        }

        @Test
        void isTheOperatorsToSayForClientsOfTheirOwn() {
            provider.declare(orders.asFirstParty());
            change(orders, client -> registeredFor(client, Map.of(REPORTS, "create:reports")));
            rules(orders, ofOrders(Acting.NONE));

            assertThat(claims(exchanged(signedIn("openid read:orders"))).string("scope"))
                    .contains("create:reports");
        }

        @Test
        void isTheOperatorsAloneToSayForAnApiWithoutPermissions() {
            String open = "https://api.example.com/open";
            provider.declare(TestProvider.api(open));
            change(orders, client -> registeredFor(client, Map.of(open, "")));
            rules(orders, of(web, open, false));
            isRefused(exchanged(signedIn()), "invalid_scope");

            provider.declare(orders.asFirstParty());
            change(orders, client -> registeredFor(client, Map.of(open, "")));
            rules(orders, of(web, open, false));

            assertThat(claims(exchanged(signedIn())).string("aud")).contains(open);
        }

        @Test
        void isNeverWiderThanTheTokenAtTheSameApi() {
            provider.declare(orders.asFirstParty());
            change(orders, client -> registeredFor(client, Map.of(ORDERS, "read:orders create:orders")));
            rules(orders, of(web, ORDERS, false));
            Parameters form = exchange(signedIn().accessToken());

            isRefused(provider.token(orders, form.with("scope", "create:orders")), "invalid_scope");
            assertThat(claims(provider.token(orders, form)).string("scope")).contains("read:orders");
        }

        @Test
        void isNeverIdentity() {
            Parameters form = exchange(signedIn().accessToken());

            isRefused(provider.token(orders, form.with("scope", "openid")), "invalid_scope");
            isRefused(provider.token(orders, form.with("scope", "read:reports offline_access")), "invalid_scope");
        }

        @Test
        void isNoMoreThanTheApplicationOfThePersonStillMayHave() {
            String token = signedIn().accessToken();
            change(web, client -> registeredFor(client, Map.of(ORDERS, "read:orders")));

            isRefused(provider.token(orders, exchange(token)), "invalid_scope");
        }

        @Test
        void isNothingOnceTheApplicationOfThePersonIsGone() {
            TestTokens tokens = signedIn();
            provider.remove(web);

            isRefused(exchanged(tokens), "invalid_request");
        }
    }

    @Nested
    @DisplayName("§4.1: delegation")
    class Delegation {

        @BeforeEach
        void allow() {
            rules(orders, ofOrders(Acting.REQUIRED));
        }

        private JsonObject act(TestTokens tokens) {
            return claims(tokens).object("act").orElseThrow();
        }

        @Test
        void saysWhoActs() {
            TestTokens answer = provider.token(
                    orders,
                    acting(exchange(signedIn().accessToken()), own(orders).accessToken()));

            assertThat(act(answer))
                    .isEqualTo(JsonObject.empty().with("sub", orders.id()).with("client_id", orders.id()));
            assertThat(introspected(answer).object("act")).contains(act(answer));
        }

        @Test
        void maySayThatAPersonActs() {
            change(orders, client -> registeredFor(client, Map.of(REPORTS, "read:reports")));
            TestBrowser other = provider.browser().as("bob");
            TestTokens bob = provider.redeem(
                    orders, other.authorize(with(orders.request("code"), "scope", "openid read:reports")));

            TestTokens answer =
                    provider.token(orders, acting(exchange(signedIn().accessToken()), bob.accessToken()));

            assertThat(claims(answer).string("sub")).contains("sub-ada");
            assertThat(act(answer).string("sub")).contains("sub-bob");
        }

        @Test
        void keepsWhoHasActedBefore() {
            TestTokens first = provider.token(
                    orders,
                    acting(exchange(signedIn().accessToken()), own(orders).accessToken()));
            rules(reports, of(orders, REPORTS, false));

            TestTokens second = provider.token(
                    reports, acting(exchange(first.accessToken()), own(reports).accessToken()));
            TestTokens third = provider.token(reports, exchange(first.accessToken()));

            assertThat(act(second).string("sub")).contains(reports.id().value());
            assertThat(act(second).object("act")).contains(act(first));
            assertThat(act(third)).isEqualTo(act(first));
        }

        @Test
        void isNotLeftOutWhereItMustBe() {
            isRefused(exchanged(signedIn()), "invalid_request");
        }

        @Test
        void isNotForRulesWithoutIt() {
            rules(orders, ofOrders(Acting.NONE));

            isRefused(
                    provider.token(
                            orders,
                            acting(
                                    exchange(signedIn().accessToken()),
                                    own(orders).accessToken())),
                    "invalid_request");
        }

        @Test
        void isNotInTheNameOfAnotherClient() {
            isRefused(
                    provider.token(orders, acting(exchange(signedIn().accessToken()), own(web).accessToken())),
                    "invalid_request");
        }

        @Test
        void isNotByATokenByWhichSomebodyElseActs() {
            rules(orders, ofOrders(Acting.OPTIONAL), of(orders, REPORTS, false));
            String token = signedIn().accessToken();
            String acting = provider.token(
                            orders, acting(exchange(token), own(orders).accessToken()))
                    .accessToken();

            isRefused(provider.token(orders, acting(exchange(token), acting)), "invalid_request");
        }

        @Test
        void needsBothTheTokenAndItsType() {
            Parameters form =
                    acting(exchange(signedIn().accessToken()), own(orders).accessToken());

            isRefused(provider.token(orders, form.without("actor_token_type")), "invalid_request");
            isRefused(provider.token(orders, form.without("actor_token")), "invalid_request");
            isRefused(
                    provider.token(orders, with(form, "actor_token_type", TYPE + "refresh_token")), "invalid_request");
        }

        @Test
        void isToldToTheLog() {
            provider.token(
                    orders,
                    acting(exchange(signedIn().accessToken()), own(orders).accessToken()));

            assertThat(provider.events())
                    .anySatisfy(event -> assertThat(event)
                            .isInstanceOfSatisfying(
                                    AuditEvent.TokenExchanged.class,
                                    exchanged -> assertThat(exchanged.actor())
                                            .contains(orders.id().value())));
        }

        @Test
        void endsAfterEightTimes() {
            rules(orders, ofOrders(Acting.NONE), of(orders, REPORTS, false));
            TestTokens tokens = exchanged(signedIn());
            for (int i = 1; i < 8; i++) {
                tokens = exchanged(tokens);
                isGood(tokens);
            }

            isRefused(exchanged(tokens), "invalid_request");
        }
    }

    @Nested
    @DisplayName("§4.4: may_act")
    class MayAct {

        private void only(ClientId actor) {
            change(web, client -> with(client, new ClientExchange(List.of(), Optional.of(actor), List.of())));
        }

        @Test
        void standsInTheTokensOfTheClient() {
            only(orders.id());
            TestTokens tokens = signedIn();

            JsonObject expected = JsonObject.empty().with("sub", orders.id());
            assertThat(claims(tokens).object("may_act")).contains(expected);
            assertThat(provider.verified(tokens.idToken()).claims().object("may_act"))
                    .contains(expected);
        }

        @Test
        void letsTheClientExchangeThatItNames() {
            only(orders.id());
            rules(orders, ofOrders(Acting.OPTIONAL));
            String token = signedIn().accessToken();

            isGood(provider.token(orders, exchange(token)));
            isGood(provider.token(orders, acting(exchange(token), own(orders).accessToken())));
        }

        @Test
        void letsNobodyElseEvenWithARule() {
            only(reports.id());

            isRefused(exchanged(signedIn()), "invalid_request");
        }

        @Test
        void letsNobodyElseActByTheClientThatItNames() {
            only(orders.id());
            rules(orders, ofOrders(Acting.OPTIONAL));
            TestTokens bob =
                    provider.redeem(orders, provider.browser().as("bob").authorize(orders.request("code")));

            isRefused(
                    provider.token(orders, acting(exchange(signedIn().accessToken()), bob.accessToken())),
                    "invalid_request");
        }
    }

    @Nested
    @DisplayName("The end of the new token")
    class TheEnd {

        private final TestTokens subject = signedInBefore();
        private final TestTokens answer = exchanged(subject);

        private TestTokens signedInBefore() {
            register();
            return signedIn();
        }

        @Test
        void isNoLaterThanThatOfTheSubjectToken() {
            provider.clock().advance(Duration.ofMinutes(50));

            TestTokens late = exchanged(subject);

            assertThat(claims(late).number("exp")).isEqualTo(claims(subject).number("exp"));
            assertThat(late.json().number("expires_in").orElseThrow()).isLessThanOrEqualTo(600);
        }

        @Test
        void isNoLaterThanThatOfTheActorToken() {
            rules(orders, ofOrders(Acting.REQUIRED));
            String actor = own(orders).accessToken();
            provider.clock().advance(Duration.ofMinutes(50));
            TestTokens late = signedIn();

            TestTokens both = provider.token(orders, acting(exchange(late.accessToken()), actor));

            assertThat(both.json().number("expires_in").orElseThrow()).isLessThanOrEqualTo(600);
        }

        @Test
        void comesWithTheRevocationOfTheAuthorization() {
            isGood(answer);

            revoke(web, subject.refreshToken());

            isOver(answer);
        }

        @Test
        void comesWithTheReplayOfTheCode() {
            TestCallback callback = browser.authorize(request("openid read:orders read:reports"));
            TestTokens fresh = exchanged(provider.redeem(web, callback));
            isGood(fresh);

            provider.redeem(web, callback);

            isOver(fresh);
        }

        @Test
        void comesWithTheAccount() {
            provider.disable("ada");

            isOver(answer);
        }

        @Test
        void comesWithTheConsentThatThePersonHasGivenTheApplication() {
            provider.storage()
                    .consents()
                    .withdraw(new Subject("sub-ada"), web.id(), provider.clock().instant());

            isOver(answer);
        }

        @Test
        void comesWithThatOfAFrontChannelTokenWhoseCodeIsNeverRedeemed() {
            TestCallback callback = browser.authorize(with(web.request("code token"), "scope", "openid read:reports"));
            rules(orders, of(web, REPORTS, false));
            TestTokens fresh = provider.token(orders, exchange(callback.accessToken()));
            isGood(fresh);

            provider.storage()
                    .consents()
                    .withdraw(new Subject("sub-ada"), web.id(), provider.clock().instant());

            isOver(fresh);
        }

        @Test
        void mayComeAlone() {
            revoke(orders, answer.accessToken());

            isOver(answer);
            assertThat(provider.userinfo(subject.accessToken()).status()).isEqualTo(200);
            isGood(exchanged(subject));
        }

        @Test
        void isNotForOthersToBringAbout() {
            revoke(web, answer.accessToken());

            isGood(answer);
        }

        @Test
        void isTheEndOfWhatItWasExchangedForToo() {
            rules(reports, of(orders, REPORTS, false));
            TestTokens next = provider.token(reports, exchange(answer.accessToken()));
            isGood(next);

            revoke(orders, answer.accessToken());

            isOver(next);
        }

        @Test
        void comesWithTheRevocationOfTheActorToken() {
            rules(orders, ofOrders(Acting.REQUIRED));
            String actor = own(orders).accessToken();
            TestTokens acted = provider.token(orders, acting(exchange(subject.accessToken()), actor));
            isGood(acted);

            revoke(orders, actor);

            isOver(acted);
        }
    }

    @Nested
    @DisplayName("A subject token that is bound to a key (RFC 9449)")
    class Bound {

        private final TestProofs key = new TestProofs(provider);
        private final TestProofs otherKey = new TestProofs(provider);

        private String bound() {
            return key.token(
                            web,
                            web.codeGrant(browser.authorize(request("openid read:orders read:reports"))
                                    .code()),
                            key.forToken())
                    .accessToken();
        }

        private Optional<String> jkt(TestTokens tokens) {
            return claims(tokens).object("cnf").flatMap(cnf -> cnf.string("jkt"));
        }

        @Test
        void yieldsNoTokenThatIsNot() {
            isRefused(provider.token(orders, exchange(bound())), "invalid_request");
        }

        @Test
        void yieldsOneBoundToTheSameKeyForWhoeverHoldsIt() {
            rules(reports, of(web, REPORTS, false));
            change(reports, client -> registeredFor(client, Map.of(REPORTS, "read:reports")));

            assertThat(jkt(key.token(reports, exchange(bound()), key.forToken())))
                    .contains(key.thumbprint().value());
        }

        @Test
        void yieldsOneBoundToTheKeyOfTheApiThatHasReceivedIt() {
            assertThat(jkt(otherKey.token(orders, exchange(bound()), otherKey.forToken())))
                    .contains(otherKey.thumbprint().value());
        }

        @Test
        void isOfNoUseToOthersWhoHaveFoundIt() {
            rules(reports, of(web, REPORTS, false));

            isRefused(otherKey.token(reports, exchange(bound()), otherKey.forToken()), "invalid_request");
        }

        @Test
        void isOfNoUseAsTheTokenOfAnActorWithAnotherKey() {
            rules(orders, ofOrders(Acting.REQUIRED));
            String actor = key.token(
                            orders,
                            Parameters.none()
                                    .with("grant_type", "client_credentials")
                                    .with("audience", REPORTS),
                            key.forToken())
                    .accessToken();
            Parameters form = acting(exchange(signedIn().accessToken()), actor);

            isRefused(provider.token(orders, form), "invalid_request");
            isRefused(otherKey.token(orders, form, otherKey.forToken()), "invalid_request");
            assertThat(jkt(key.token(orders, form, key.forToken())))
                    .contains(key.thumbprint().value());
        }
    }

    @ParameterizedTest
    @EnumSource(AccessTokenFormat.class)
    void callsAPersonAsTheSubjectTokenDoes(AccessTokenFormat format) {
        TestClient discreet = provider.register(TestClient::withPairwiseSubjects);
        Api plain = TestProvider.api(REPORTS, "read:reports", "create:reports")
                .withIntrospectionClients(reports.id())
                .withAccessTokenFormat(format);
        provider.declare(plain);
        rules(orders, of(discreet, REPORTS, false));
        TestTokens subject = provider.redeem(discreet, browser.authorize(discreet.request("code")));

        TestTokens answer = provider.token(orders, exchange(subject.accessToken()));

        assertThat(introspected(answer).string("sub"))
                .isEqualTo(introspected(subject).string("sub"))
                .isNotEqualTo(Optional.of("sub-ada"));
        provider.disable("ada");
        isOver(answer);
    }
}
