package dev.symbolon.server;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.http.HttpResponse;
import java.time.Duration;

/** A device without a browser, on which a client runs (RFC 8628). */
public record TestDevice(TestProvider provider, TestClient client, JsonObject answer) {

    /** Asks for codes. */
    public static TestDevice begin(TestProvider provider, TestClient client, String scope) {
        return new TestDevice(
                provider, client, JsonObject.parse(ask(provider, client, scope).body()));
    }

    static HttpResponse ask(TestProvider provider, TestClient client, String scope) {
        Parameters form = Parameters.none().with("scope", scope).with("audience", TestProvider.REPORTS);
        return provider.post("/oauth/device/code", client.authenticated(form), client.authorization());
    }

    public static Parameters poll(String deviceCode) {
        return Parameters.none()
                .with("grant_type", "urn:ietf:params:oauth:grant-type:device_code")
                .with("device_code", deviceCode);
    }

    public String deviceCode() {
        return answer.requiredString("device_code");
    }

    public String userCode() {
        return answer.requiredString("user_code");
    }

    /** Waits for as long as it has to, and asks for its tokens. */
    public TestTokens poll() {
        provider.clock().advance(Duration.ofSeconds(answer.number("interval").orElseThrow()));
        return pollAtOnce();
    }

    public TestTokens pollAtOnce() {
        return provider.token(client, poll(deviceCode()));
    }
}
