package dev.symbolon.server.http;

import dev.symbolon.protocol.OAuthException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Finds the endpoint for a request by path and method, lets it have its turn, and is the one place where whatever an endpoint
 * throws ends.
 *
 * <p>HEAD is answered as GET without the content (RFC 9110 §9.3.2). The endpoint sees which of the two it is, since a proof of
 * possession names the method (RFC 9449 §4.2).
 */
public final class Router implements Endpoint {

    private final Map<String, Route> routes;
    private final Admission admission;
    private final Fallback fallback;
    private final Predicate<Throwable> isUnavailability;
    private final SecureRandom random;

    /** @param isUnavailability whether what was thrown means that the provider cannot answer now, but may soon */
    public Router(
            List<Route> routes,
            Admission admission,
            Fallback fallback,
            Predicate<Throwable> isUnavailability,
            SecureRandom random) {
        this.routes = byPath(routes);
        this.admission = admission;
        this.fallback = fallback;
        this.isUnavailability = isUnavailability;
        this.random = random;
    }

    /** The route of a path, if there is one. */
    public Optional<Route> route(String path) {
        return Optional.ofNullable(routes.get(path));
    }

    /** The paths of all routes. */
    public Set<String> paths() {
        return routes.keySet();
    }

    private static Map<String, Route> byPath(List<Route> routes) {
        Map<String, Route> byPath = new HashMap<>();
        for (Route route : routes) {
            if (byPath.put(route.path(), route) != null) {
                throw new IllegalArgumentException("two routes for " + route.path());
            }
        }
        return Map.copyOf(byPath);
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        if (!request.method().equals("HEAD")) {
            return route(request);
        }
        HttpResponse whole = route(request);
        int length = whole.body().getBytes(StandardCharsets.UTF_8).length;
        return new HttpResponse(whole.status(), whole.headers(), "")
                .withHeader("Content-Length", Integer.toString(length));
    }

    private HttpResponse route(HttpRequest request) {
        Route route = routes.get(request.path());
        if (route == null) {
            return inTurn(request, Lane.BEGINNING, () -> fallback.complete(request, new Outcome.NotFound()));
        }
        if (!route.sharedWithAnyOrigin()) {
            return inTurn(request, route.lane(), () -> answer(request, route));
        }
        return request.method().equals("OPTIONS")
                ? Cors.preflight(route)
                : Cors.shared(inTurn(request, route.lane(), () -> answer(request, route)));
    }

    private HttpResponse inTurn(HttpRequest request, Lane lane, Supplier<HttpResponse> answer) {
        if (!admission.enter(lane)) {
            return fallback.complete(request, new Outcome.Busy());
        }
        try {
            return answer.get();
        } finally {
            admission.leave(lane);
        }
    }

    private HttpResponse answer(HttpRequest request, Route route) {
        if (!route.answers(request.method())) {
            return fallback.complete(request, new Outcome.MethodNotAllowed(route.allowed()));
        }
        try {
            return route.endpoint().handle(request);
        } catch (Throwable thrown) {
            return fallback.complete(request, outcome(thrown));
        }
    }

    private Outcome outcome(Throwable thrown) {
        if (thrown instanceof OAuthException refusal) {
            return new Outcome.Refused(refusal);
        }
        if (isUnavailability.test(thrown)) {
            return new Outcome.Unavailable(thrown);
        }
        return new Outcome.Fault(Reference.random(random), thrown);
    }
}
