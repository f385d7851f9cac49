package dev.symbolon.server.authorization;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** Permissions API by API as JSON, in their order. */
public final class ApiScopes {

    private ApiScopes() {}

    public static JsonObject write(Map<Audience, Scope> apis) {
        JsonObject json = JsonObject.empty();
        for (Map.Entry<Audience, Scope> api : apis.entrySet()) {
            json = json.with(api.getKey().value(), api.getValue().toString());
        }
        return json;
    }

    public static SequencedMap<Audience, Scope> read(JsonObject json) {
        SequencedMap<Audience, Scope> apis = new LinkedHashMap<>();
        json.names().forEach(name -> apis.put(new Audience(name), Scope.parse(json.requiredString(name))));
        return apis;
    }
}
