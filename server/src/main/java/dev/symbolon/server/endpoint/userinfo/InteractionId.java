package dev.symbolon.server.endpoint.userinfo;

import dev.symbolon.server.http.HttpRequest;
import java.util.UUID;
import java.util.regex.Pattern;

/** By what both sides of FAPI 1.0 know a request again later: what the client has called it, or a name of ours (FAPI 1 Baseline §6.2.1-11). */
final class InteractionId {

    static final String FIELD = "x-fapi-interaction-id";

    private static final Pattern UNIQUE = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private InteractionId() {}

    static String of(HttpRequest request) {
        return request.header(FIELD)
                .filter(UNIQUE.asMatchPredicate())
                .orElseGet(() -> UUID.randomUUID().toString());
    }
}
