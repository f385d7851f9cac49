package dev.symbolon.server.authorization;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.detail.AuthorizationDetail;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import dev.symbolon.protocol.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Authorization details API by API as JSON; hardly anything has any. */
public final class DetailsJson {

    private DetailsJson() {}

    /** Nothing if there are none. */
    public static Optional<JsonObject> write(Map<Audience, AuthorizationDetails> details) {
        if (details.isEmpty()) {
            return Optional.empty();
        }
        JsonObject json = JsonObject.empty();
        for (Map.Entry<Audience, AuthorizationDetails> api : details.entrySet()) {
            json = json.with(api.getKey().value(), api.getValue().json());
        }
        return Optional.of(json);
    }

    public static Map<Audience, AuthorizationDetails> read(Optional<JsonObject> json) {
        Map<Audience, AuthorizationDetails> details = new HashMap<>();
        json.ifPresent(present -> present.names()
                .forEach(name -> details.put(
                        new Audience(name),
                        new AuthorizationDetails(present.objects(name).stream()
                                .map(AuthorizationDetail::new)
                                .toList()))));
        return details;
    }
}
