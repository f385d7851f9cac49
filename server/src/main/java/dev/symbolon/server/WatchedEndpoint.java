package dev.symbolon.server;

import dev.symbolon.server.audit.Requests;
import dev.symbolon.server.audit.Requests.Arrival;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.Route;
import dev.symbolon.server.http.Router;
import java.util.Optional;

/** An endpoint each request to which is watched, under the name of its route. */
final class WatchedEndpoint implements Endpoint {

    private final Endpoint endpoint;
    private final Router router;
    private final Requests requests;

    WatchedEndpoint(Endpoint endpoint, Router router, Requests requests) {
        this.endpoint = endpoint;
        this.router = router;
        this.requests = requests;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        return requests.run(arrival(request), () -> endpoint.handle(request), HttpResponse::status);
    }

    private Arrival arrival(HttpRequest request) {
        Optional<Route> route = router.route(request.path());
        return new Arrival(
                route.map(Route::path).orElse(Arrival.NO_ROUTE),
                route.filter(known -> known.allows(request.method()))
                        .map(known -> request.method())
                        .orElse(Arrival.OTHER_METHOD),
                request.header("traceparent"));
    }
}
