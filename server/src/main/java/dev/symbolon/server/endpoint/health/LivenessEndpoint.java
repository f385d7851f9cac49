package dev.symbolon.server.endpoint.health;

import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;

/** {@code /health/live}: that the program answers at all. */
public final class LivenessEndpoint implements Endpoint {

    @Override
    public HttpResponse handle(HttpRequest request) {
        return HttpResponse.json(200, JsonObject.empty().with("status", "up"));
    }
}
