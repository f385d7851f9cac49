package dev.symbolon.server.endpoint.device;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.UserCode;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.qr.QrCode;

/**
 * {@code /device/qr}: the {@code verification_uri_complete} of a user code as a picture, for devices that have a screen but cannot draw one
 * (RFC 8628 §3.3.1). It says nothing but what it was asked with, and does not know whether any device waits; so pages of other origins may
 * show it.
 */
public final class QrCodeEndpoint implements Endpoint {

    private final Issuer issuer;

    public QrCodeEndpoint(Issuer issuer) {
        this.issuer = issuer;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        UserCode code = request.parameters()
                .required("user_code", UserCode::parse)
                .orElseThrow(() -> OAuthException.invalidRequest("user_code must be eight letters, such as BCDF-GHJK"));
        String svg = QrCode.of(issuer.resolve("/device") + "?user_code=" + code).svg();
        return HttpResponse.of(200, "image/svg+xml", svg).withHeader("Cross-Origin-Resource-Policy", "cross-origin");
    }
}
