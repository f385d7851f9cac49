package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Registers applications over the network, as their developers would. */
record TestRegistrar(TestProvider provider) {

    static final String CALLBACK = "https://app.example.net/callback";
    static final JsonObject USUAL =
            JsonObject.empty().with("client_name", "Self-made").with("redirect_uris", List.of(CALLBACK));

    HttpResponse send(String method, String query, Optional<String> token, String body) {
        Headers headers = Headers.none().set("Content-Type", "application/json");
        if (token.isPresent()) {
            headers = headers.set("Authorization", "Bearer " + token.get());
        }
        return provider.send(new HttpRequest(method, "/oidc/register", query, headers, body, "192.0.2.1"));
    }

    HttpResponse post(JsonObject metadata) {
        return send("POST", "", Optional.empty(), metadata.toString());
    }

    JsonObject register(JsonObject metadata) {
        return accepted(post(metadata), 201);
    }

    /** What is wrong with the metadata, as the provider says it. */
    String refusal(JsonObject metadata) {
        return refusal(post(metadata));
    }

    static String refusal(HttpResponse answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        JsonObject refusal = JsonObject.parse(answer.body());
        return refusal.requiredString("error") + ": " + refusal.requiredString("error_description");
    }

    static JsonObject accepted(HttpResponse answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return JsonObject.parse(answer.body());
    }

    /** Reads, replaces or ends the registration, with the token that came with it. */
    HttpResponse manage(JsonObject registered, String method, JsonObject body) {
        String address = registered.requiredString("registration_client_uri");
        return send(
                method,
                address.substring(address.indexOf('?') + 1),
                registered.string("registration_access_token"),
                method.equals("PUT") ? body.toString() : "");
    }

    JsonObject replace(JsonObject registered, JsonObject metadata) {
        JsonObject body = metadata.with("client_id", registered.requiredString("client_id"));
        return accepted(manage(registered, "PUT", body), 200);
    }

    Client client(JsonObject registered) {
        return provider.storage()
                .clients()
                .find(new ClientId(registered.requiredString("client_id")))
                .orElseThrow();
    }

    TestCallback logIn(JsonObject registered, String responseType) {
        return provider.browser()
                .authorize(Parameters.none()
                        .with("client_id", registered.requiredString("client_id"))
                        .with("redirect_uri", CALLBACK)
                        .with("response_type", responseType)
                        .with("scope", "openid")
                        .with("nonce", "n"));
    }

    /** Redeems a code with the secret. */
    TestTokens redeem(JsonObject registered, String secret, String code) {
        return token(
                registered,
                secret,
                Parameters.none()
                        .with("grant_type", "authorization_code")
                        .with("code", code)
                        .with("redirect_uri", CALLBACK));
    }

    /** Asks for tokens with the secret. */
    TestTokens token(JsonObject registered, String secret, Parameters form) {
        String pair = registered.requiredString("client_id") + ":" + secret;
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return TestTokens.of(provider.post("/oauth/token", form, Map.of("Authorization", "Basic " + basic)));
    }
}
