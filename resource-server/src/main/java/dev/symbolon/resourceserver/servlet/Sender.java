package dev.symbolon.resourceserver.servlet;

import dev.symbolon.protocol.certificate.ClientCertificate;
import dev.symbolon.protocol.dpop.DpopProof;
import dev.symbolon.resourceserver.ApiRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells who has sent a request, and where to.
 *
 * @param origin under which clients know the API; that of the request if it is absent
 * @param certificate that the client has shown
 */
record Sender(Optional<String> origin, Function<HttpServletRequest, Optional<ClientCertificate>> certificate) {

    /** As the connection tells. */
    static final Sender OF_THE_CONNECTION = new Sender(Optional.empty(), Sender::ofConnection);

    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    Sender at(String other) {
        return new Sender(Optional.of(other), certificate);
    }

    Sender certificateFrom(Function<HttpServletRequest, Optional<ClientCertificate>> source) {
        return new Sender(origin, source);
    }

    private static Optional<ClientCertificate> ofConnection(HttpServletRequest request) {
        return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain
                ? ClientCertificate.of(List.of(chain))
                : Optional.empty();
    }

    ApiRequest request(HttpServletRequest request) {
        return new ApiRequest(
                request.getMethod(),
                origin.map(known -> known + request.getRequestURI())
                        .orElseGet(() -> request.getRequestURL().toString()),
                Optional.ofNullable(request.getQueryString()),
                Collections.list(request.getHeaders("Authorization")),
                Collections.list(request.getHeaders(DpopProof.HEADER)),
                certificate.apply(request));
    }
}
