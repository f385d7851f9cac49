package dev.symbolon.server.endpoint;

import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.http.Route;
import java.util.List;

/**
 * What an operator may switch off, whole: where it is served, and what discovery says of it.
 *
 * @param routes none if it is a part of other endpoints
 * @param metadata the members of the provider metadata that are there because of it (RFC 8414 §2)
 */
public record Offer(Feature feature, List<Route> routes, JsonObject metadata) {

    public Offer {
        routes = List.copyOf(routes);
    }
}
