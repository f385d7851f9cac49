package dev.symbolon.server.endpoint.health;

import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import java.util.function.BooleanSupplier;

/** {@code /health/ready}: 200 if the database answers and the provider is not about to stop, else 503, so that no traffic is sent here. */
public final class ReadinessEndpoint implements Endpoint {

    private final BooleanSupplier ready;
    private final BooleanSupplier leaving;

    /**
     * @param ready whether the database answers
     * @param leaving whether the provider is about to stop
     */
    public ReadinessEndpoint(BooleanSupplier ready, BooleanSupplier leaving) {
        this.ready = ready;
        this.leaving = leaving;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        if (leaving.getAsBoolean()) {
            return notReady("stopping");
        }
        return ready.getAsBoolean()
                ? HttpResponse.json(200, JsonObject.empty().with("status", "ready"))
                : notReady("the database does not answer");
    }

    private static HttpResponse notReady(String status) {
        return HttpResponse.json(503, JsonObject.empty().with("status", status)).withHeader("Retry-After", "5");
    }
}
