package dev.symbolon.server.endpoint.authorization.mode;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
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
    public HttpResponse deliver(HttpRequest request, Recipient to, Parameters response) {
        return carrier.deliver(request, to, jwts.sign(to.client(), response));
    }
}
