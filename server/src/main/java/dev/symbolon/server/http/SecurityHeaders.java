package dev.symbolon.server.http;

import dev.symbolon.protocol.Issuer;

/**
 * Puts on every response what makes browsers careful; what a response says itself stands.
 *
 * <p>There is no {@code Cross-Origin-Opener-Policy}: it would cut the tie between an application and the window that it has
 * opened for signing in.
 */
public final class SecurityHeaders {

    private static final String FRAMES = "X-Frame-Options";
    private static final String POLICY = "Content-Security-Policy";
    private static final Headers ALWAYS = Headers.none()
            .set("X-Content-Type-Options", "nosniff")
            .set(FRAMES, "DENY")
            .set(POLICY, "default-src 'none'; frame-ancestors 'none'; base-uri 'none'")
            .set("Referrer-Policy", "no-referrer")
            .set("Cross-Origin-Resource-Policy", "same-origin")
            .set("Cache-Control", "no-store");

    private final Headers headers;

    public SecurityHeaders(Issuer issuer) {
        this.headers = issuer.isSecure() ? ALWAYS.set("Strict-Transport-Security", "max-age=31536000") : ALWAYS;
    }

    public Endpoint on(Endpoint endpoint) {
        return request -> on(endpoint.handle(request));
    }

    public Fallback on(Fallback fallback) {
        return (request, outcome) -> on(fallback.answer(request, outcome));
    }

    private HttpResponse on(HttpResponse response) {
        Headers usual = mayBeFramed(response) ? headers.without(FRAMES, any -> true) : headers;
        return new HttpResponse(response.status(), response.headers().orElse(usual), response.body());
    }

    private static boolean mayBeFramed(HttpResponse response) {
        return response.headers()
                .first(POLICY)
                .filter(policy -> policy.contains("frame-ancestors ") && !policy.contains("frame-ancestors 'none'"))
                .isPresent();
    }
}
