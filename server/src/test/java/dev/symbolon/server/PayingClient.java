package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.DetailMember;
import dev.symbolon.server.api.DetailMember.Kind;
import dev.symbolon.server.api.DetailType;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientRequests;
import dev.symbolon.server.storage.Declarations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A client that asks for payments and accounts in detail (RFC 9396), of a person who allows whatever it is. */
final class PayingClient implements AutoCloseable {

    static final String PAYMENTS = "https://api.example.com/payments";
    static final String PAYMENT = payment("123.50");
    static final String OTHER_PAYMENT = payment("9999.00");
    static final String ACCOUNTS = """
            {"type":"accounts","actions":["read_balances","list_transactions"],"identifier":"DE02"}""";

    final TestProvider provider = TestProvider.withUser("ada");
    final TestClient client = provider.register();
    final TestBrowser browser = provider.browser();

    PayingClient() {
        provider.declare(payments());
        registerFor("payment", "accounts");
    }

    static String payment(String amount) {
        return """
                {"type":"payment","instructedAmount":{"currency":"EUR","amount":"%s"},"creditorName":"Merchant A","urgent":true}""".formatted(amount);
    }

    static Api payments() {
        return TestProvider.api(PAYMENTS, "pay").withDetailTypes(paymentType(), accountsType());
    }

    private static DetailType paymentType() {
        return new DetailType(
                "payment",
                new LocalizedText(Map.of("", "Make a payment", "de", "Eine Zahlung machen")),
                Map.of(),
                false,
                List.of(
                        member("creditorName", "To", Kind.TEXT, true),
                        new DetailMember(
                                "instructedAmount",
                                LocalizedText.of("Amount"),
                                Kind.OBJECT,
                                true,
                                List.of(),
                                List.of(
                                        member("amount", "Sum", Kind.TEXT, true),
                                        new DetailMember(
                                                "currency",
                                                LocalizedText.of("Currency"),
                                                Kind.TEXT,
                                                true,
                                                List.of("EUR", "CHF"),
                                                List.of()))),
                        member("urgent", "At once", Kind.BOOLEAN, false),
                        member("times", "How often", Kind.NUMBER, false),
                        member("notes", "Notes", Kind.TEXTS, false)));
    }

    private static DetailType accountsType() {
        return new DetailType(
                "accounts",
                LocalizedText.of("Look at your accounts"),
                Map.of(
                        "actions", List.of("read_balances", "list_transactions"),
                        "locations", List.of("https://bank.example/")),
                true,
                List.of());
    }

    private static DetailMember member(String name, String title, Kind kind, boolean required) {
        return new DetailMember(name, LocalizedText.of(title), kind, required, List.of(), List.of());
    }

    void registerFor(String... types) {
        Client known = provider.storage().clients().find(client.id()).orElseThrow();
        Client changed = new Client(
                known.id(),
                known.presentation(),
                known.credentials(),
                known.redirectUris(),
                known.logout(),
                known.flows().with(new ClientRequests(false, false, Optional.empty(), Set.of(), Set.of(types))),
                known.tokens(),
                Map.of(
                        new Audience(TestProvider.REPORTS), Scope.of("read:reports", "create:reports"),
                        new Audience(PAYMENTS), Scope.of("pay")));
        provider.storage().declare(Declarations.of(List.of(changed), List.of(), List.of()));
    }

    static String array(String... details) {
        return "[" + String.join(",", details) + "]";
    }

    Parameters request(String scope, String... details) {
        return with(
                client.request("code").without("audience").without("scope").with("scope", scope),
                "authorization_details",
                array(details));
    }

    static Parameters with(Parameters form, String name, String value) {
        return form.without(name).with(name, value);
    }

    Stop.Shown consentPage(Parameters request) {
        Stop.Shown page = browser.page(browser.ask(request));
        Stop.Shown shown = page.isFor("/login") ? browser.page(browser.logIn(page)) : page;
        assertThat(shown.isFor("/consent")).as(shown.text()).isTrue();
        return shown;
    }

    TestTokens tokens(Parameters request) {
        return provider.redeem(client, browser.authorize(request));
    }

    AuthorizationDetails granted(TestTokens tokens) {
        assertThat(tokens.status()).as(tokens.json().toString()).isEqualTo(200);
        return AuthorizationDetails.in(provider.verified(tokens.accessToken()).claims());
    }

    static AuthorizationDetails details(String... details) {
        return AuthorizationDetails.parse(array(details));
    }

    String error(Parameters request) {
        return browser.callback(browser.ask(request)).error();
    }

    @Override
    public void close() {
        provider.close();
    }
}
