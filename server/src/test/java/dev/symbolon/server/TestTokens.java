package dev.symbolon.server;

import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.http.HttpResponse;

/** An answer of the token endpoint. */
public record TestTokens(int status, JsonObject json, HttpResponse response) {

    static TestTokens of(HttpResponse response) {
        return new TestTokens(response.status(), JsonObject.parse(response.body()), response);
    }

    public String accessToken() {
        return json.requiredString("access_token");
    }

    public String refreshToken() {
        return json.requiredString("refresh_token");
    }

    public String idToken() {
        return json.requiredString("id_token");
    }

    public String error() {
        return json.requiredString("error");
    }
}
