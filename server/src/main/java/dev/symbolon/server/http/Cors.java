package dev.symbolon.server.http;

/**
 * Lets scripts of every origin call an endpoint and read its answer (Fetch §3.3), without cookies: what they may do depends on
 * the token or the client authentication that they bring along.
 */
final class Cors {

    private Cors() {}

    /**
     * Answers the question that a browser asks before the request itself; it may be remembered for two hours. Scripts may send
     * headers of their own, such as the name of their SDK: none of them has a meaning here, and {@code *} does not stand for
     * {@code Authorization}.
     */
    static HttpResponse preflight(Route route) {
        return shared(HttpResponse.of(204))
                .withHeader("Access-Control-Allow-Methods", String.join(", ", route.allowed()))
                .withHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, DPoP, *")
                .withHeader("Access-Control-Max-Age", "7200");
    }

    static HttpResponse shared(HttpResponse response) {
        return response.withHeader("Access-Control-Allow-Origin", "*")
                .withHeader("Access-Control-Expose-Headers", "WWW-Authenticate, Retry-After, DPoP-Nonce")
                .withHeader("Cross-Origin-Resource-Policy", "cross-origin");
    }
}
