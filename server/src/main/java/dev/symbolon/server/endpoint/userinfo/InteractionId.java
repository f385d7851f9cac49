package dev.symbolon.server.endpoint.userinfo;

import dev.symbolon.server.client.Client;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import java.util.UUID;
import java.util.regex.Pattern;

/** By what both sides of FAPI 1.0 know a request again later: what the client has called it, or a name of ours (FAPI 1 Baseline §6.2.1-11). */
final class InteractionId {

    private static final String FIELD = "x-fapi-interaction-id";
    private static final Pattern UNIQUE = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private InteractionId() {}

    static HttpResponse on(HttpResponse response, HttpRequest request, Client client) {
        if (!client.profile().isFapi1()) {
            return response;
        }
        String id = request.header(FIELD)
                .filter(UNIQUE.asMatchPredicate())
                .orElseGet(() -> UUID.randomUUID().toString());
        return response.withHeader(FIELD, id);
    }
}
