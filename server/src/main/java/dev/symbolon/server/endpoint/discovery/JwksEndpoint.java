package dev.symbolon.server.endpoint.discovery;

import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.key.SigningKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** {@code /.well-known/jwks.json}: the public keys, the next one announced before it is used (RFC 7517 §5). */
public final class JwksEndpoint implements Endpoint {

    private final SigningKeys keys;
    private final Supplier<List<JsonObject>> more;

    /** @param more keys that do not sign: those that requests are encrypted for */
    public JwksEndpoint(SigningKeys keys, Supplier<List<JsonObject>> more) {
        this.keys = keys;
        this.more = more;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        List<JsonObject> all = new ArrayList<>(keys.jwks().objects("keys"));
        all.addAll(more.get());
        return HttpResponse.json(200, JsonObject.empty().with("keys", all))
                .withHeader("Cache-Control", "public, max-age=300");
    }
}
