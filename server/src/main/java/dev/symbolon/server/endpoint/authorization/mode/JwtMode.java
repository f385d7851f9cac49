package dev.symbolon.server.endpoint.authorization.mode;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;

/**
 * {@code query.jwt}, {@code fragment.jwt} and {@code form_post.jwt}: everything in one signed JWT, which travels by the mode that
 * the name begins with (JARM §2.3).
 */
final class JwtMode implements Delivery {

    private final Delivery carrier;
    private final ResponseJwts jwts;

    JwtMode(Delivery carrier, ResponseJwts jwts) {
        this.carrier = carrier;
        this.jwts = jwts;
    }

    @Override
    public ResponseMode mode() {
        return carrier.mode().signed();
    }

    @Override
    public HttpResponse deliver(HttpRequest request, Client client, RedirectUri redirectUri, Parameters response) {
        return carrier.deliver(request, client, redirectUri, jwts.sign(client, response));
    }
}
