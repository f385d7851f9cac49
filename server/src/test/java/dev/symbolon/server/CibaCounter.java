package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.http.HttpResponse;
import java.time.Duration;

/** A bank's counter that asks for people (CIBA), and the people whom it asks for. */
final class CibaCounter implements AutoCloseable {

    static final String SCOPE = "openid offline_access read:reports create:reports";

    final TestProvider provider = TestProvider.withUser("ada", "bob");
    final TestClient client = provider.register();
    final TestBrowser browser = provider.browser();

    static Parameters request() {
        return Parameters.none()
                .with("scope", SCOPE)
                .with("audience", TestProvider.REPORTS)
                .with("login_hint", "ada")
                .with("binding_message", "W4SCT");
    }

    HttpResponse ask(TestClient who, Parameters form) {
        return provider.post("/bc-authorize", who.authenticated(form), who.authorization());
    }

    static JsonObject json(HttpResponse answer) {
        return JsonObject.parse(answer.body());
    }

    String begin() {
        return begin(client, request());
    }

    String begin(TestClient who, Parameters form) {
        return json(ask(who, form)).requiredString("auth_req_id");
    }

    static String error(HttpResponse answer) {
        assertThat(answer.status()).isEqualTo(400);
        return json(answer).requiredString("error");
    }

    HttpResponse redeem(TestClient who, String authReqId) {
        Parameters form =
                Parameters.none().with("grant_type", GrantType.CIBA.value()).with("auth_req_id", authReqId);
        return provider.post("/oauth/token", who.authenticated(form), who.authorization());
    }

    /** The same, when enough time has passed since the last poll. */
    HttpResponse poll(String authReqId) {
        provider.clock().advance(Duration.ofSeconds(5));
        return redeem(client, authReqId);
    }

    Stop.Shown page() {
        return page(browser, "ada");
    }

    Stop.Shown page(TestBrowser visitor, String person) {
        Stop.Shown page = visitor.page(visitor.open("/account/requests"));
        return page.isFor("/account/login") ? visitor.page(logIn(visitor, page, person)) : page;
    }

    private static Stop logIn(TestBrowser visitor, Stop.Shown page, String person) {
        return visitor.post(
                "/account/login",
                Parameters.none()
                        .with("interaction", page.field("interaction"))
                        .with("username", person)
                        .with("password", TestProvider.PASSWORD));
    }

    Stop.Shown decide(TestBrowser visitor, Stop.Shown page, String decision, String... leftOut) {
        Parameters form =
                Parameters.none().with("request", page.field("request")).with("decision", decision);
        for (String permission : leftOut) {
            form = form.with("leave_out", permission);
        }
        return visitor.page(visitor.post("/account/requests", form));
    }

    String allowed() {
        String id = begin();
        decide(browser, page(), "allow");
        return id;
    }

    @Override
    public void close() {
        provider.close();
    }
}
