package dev.symbolon.server.endpoint.discovery;

import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.key.SigningKeys;

/** {@code /.well-known/jwks.json}: the public keys, the next one announced before it is used (RFC 7517 §5). */
public final class JwksEndpoint implements Endpoint {

    private final SigningKeys keys;

    public JwksEndpoint(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        return HttpResponse.json(200, keys.jwks()).withHeader("Cache-Control", "public, max-age=300");
    }
}
