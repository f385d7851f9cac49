package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientExchange;
import dev.symbolon.server.client.ExchangeRule;
import dev.symbolon.server.client.ExchangeRule.Acting;
import dev.symbolon.server.storage.Declarations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** People use the application {@code web}, which calls the orders API; that calls the reports API on behalf of its callers. */
final class ExchangeParties implements AutoCloseable {

    static final String REPORTS = TestProvider.REPORTS;
    static final String ORDERS = "https://api.example.com/orders";
    static final String TYPE = "urn:ietf:params:oauth:token-type:";

    final TestProvider provider = TestProvider.withUser("ada", "bob");
    final TestClient web = provider.register();
    final TestClient orders = provider.register();
    final TestClient reports = provider.register();
    final TestBrowser browser = provider.browser();

    ExchangeParties() {
        provider.declare(
                TestProvider.api(ORDERS, "read:orders", "create:orders").withIntrospectionClients(orders.id()));
        provider.declare(
                TestProvider.api(REPORTS, "read:reports", "create:reports").withIntrospectionClients(reports.id()));
        change(web, client -> registeredFor(client, Map.of(ORDERS, "read:orders", REPORTS, "read:reports")));
        change(
                orders,
                client -> registeredFor(
                        client, Map.of(ORDERS, "read:orders create:orders", REPORTS, "read:reports create:reports")));
        rules(orders, ruleOfOrders(Acting.NONE));
    }

    static ExchangeRule ruleOfOrders(Acting acting) {
        return new ExchangeRule(
                new Audience(REPORTS), Optional.empty(), Set.of(), Set.of(new Audience(ORDERS)), false, acting);
    }

    static ExchangeRule ruleOf(TestClient client, String audience, boolean idTokens) {
        return new ExchangeRule(
                new Audience(audience), Optional.empty(), Set.of(client.id()), Set.of(), idTokens, Acting.OPTIONAL);
    }

    void change(TestClient client, UnaryOperator<Client> change) {
        Client known = provider.storage().clients().find(client.id()).orElseThrow();
        provider.storage().declare(Declarations.of(List.of(change.apply(known)), List.of(), List.of()));
    }

    static Client registeredFor(Client client, Map<String, String> apis) {
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

    void rules(TestClient client, ExchangeRule... rules) {
        change(client, known -> with(known, new ClientExchange(List.of(rules), Optional.empty(), List.of())));
    }

    static Client with(Client client, ClientExchange exchange) {
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

    Parameters request(String scope) {
        return web.request("code")
                .without("audience")
                .without("scope")
                .with("scope", scope)
                .with("resource", ORDERS)
                .with("resource", REPORTS);
    }

    TestTokens signedIn(String scope) {
        return provider.redeem(web, browser.authorize(request(scope)));
    }

    TestTokens signedIn() {
        return signedIn("openid offline_access read:orders read:reports");
    }

    static Parameters exchange(String subjectToken) {
        return Parameters.none()
                .with("grant_type", GrantType.TOKEN_EXCHANGE.value())
                .with("subject_token", subjectToken)
                .with("subject_token_type", TYPE + "access_token");
    }

    static Parameters with(Parameters form, String name, String value) {
        return form.without(name).with(name, value);
    }

    TestTokens exchanged(TestTokens of) {
        return provider.token(orders, exchange(of.accessToken()));
    }

    TestTokens own(TestClient client) {
        return provider.token(
                client,
                Parameters.none().with("grant_type", "client_credentials").with("audience", REPORTS));
    }

    static Parameters acting(Parameters exchange, String actorToken) {
        return exchange.with("actor_token", actorToken).with("actor_token_type", TYPE + "access_token");
    }

    JsonObject claims(TestTokens tokens) {
        assertThat(tokens.status()).as(tokens.json().toString()).isEqualTo(200);
        return provider.verified(tokens.accessToken()).claims();
    }

    JsonObject introspected(TestTokens tokens) {
        return JsonObject.parse(provider.post(
                        "/oauth/introspect",
                        Parameters.none().with("token", tokens.accessToken()),
                        reports.authorization())
                .body());
    }

    void isGood(TestTokens tokens) {
        assertThat(tokens.status()).as(tokens.json().toString()).isEqualTo(200);
        assertThat(introspected(tokens).bool("active")).contains(true);
    }

    void isOver(TestTokens tokens) {
        assertThat(introspected(tokens).bool("active")).contains(false);
    }

    static void isRefused(TestTokens answer, String error) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(error);
    }

    void revoke(TestClient sender, String token) {
        provider.post("/oauth/revoke", Parameters.none().with("token", token), sender.authorization());
    }

    @Override
    public void close() {
        provider.close();
    }
}
