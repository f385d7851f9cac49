package dev.symbolon.server.endpoint.management;

import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import java.util.function.Supplier;

/** {@code /metrics} in Prometheus' text format, and {@code /health/live} and {@code /health/ready} as the provider answers them. */
public final class ManagementEndpoint implements Endpoint {

    private static final String PLAIN = "text/plain; charset=utf-8";

    private final String contentType;
    private final Supplier<String> metrics;
    private final Endpoint health;

    /** @param contentType of the metrics */
    public ManagementEndpoint(String contentType, Supplier<String> metrics, Endpoint health) {
        this.contentType = contentType;
        this.metrics = metrics;
        this.health = health;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        if (!request.method().equals("GET")) {
            return HttpResponse.of(405, PLAIN, "The method must be GET.\n").withHeader("Allow", "GET");
        }
        return switch (request.path()) {
            case "/metrics" -> HttpResponse.of(200, contentType, metrics.get()).uncached();
            case "/health/live", "/health/ready" -> health.handle(request).uncached();
            default -> HttpResponse.of(404, PLAIN, "Here are /metrics, /health/live and /health/ready.\n");
        };
    }
}
