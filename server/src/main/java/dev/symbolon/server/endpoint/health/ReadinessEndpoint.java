package dev.symbolon.server.endpoint.health;

import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import java.util.function.BooleanSupplier;

/** {@code /health/ready}: 200 if the database answers, else 503, so that no traffic is sent here. */
public final class ReadinessEndpoint implements Endpoint {

    private final BooleanSupplier ready;

    public ReadinessEndpoint(BooleanSupplier ready) {
        this.ready = ready;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        return ready.getAsBoolean()
                ? HttpResponse.json(200, JsonObject.empty().with("status", "ready"))
                : HttpResponse.json(503, JsonObject.empty().with("status", "the database does not answer"))
                        .withHeader("Retry-After", "5");
    }
}
