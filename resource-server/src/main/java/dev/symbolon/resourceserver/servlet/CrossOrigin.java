package dev.symbolon.resourceserver.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;

/**
 * Lets scripts of other origins call the API (Fetch standard, CORS protocol). Tokens travel in a header that a script sets itself,
 * so no cookie is ever allowed along.
 *
 * @param origins exactly as browsers send them, for instance {@code https://app.example.com}
 */
record CrossOrigin(Set<String> origins) {

    CrossOrigin {
        origins = Set.copyOf(origins);
    }

    private boolean allows(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Origin"))
                .filter(origins::contains)
                .isPresent();
    }

    /** Marks an answer, a refusal as well, as readable by the script. */
    void mark(HttpServletRequest request, HttpServletResponse response) {
        if (origins.isEmpty()) {
            return;
        }
        response.addHeader("Vary", "Origin");
        if (allows(request)) {
            response.setHeader("Access-Control-Allow-Origin", request.getHeader("Origin"));
            response.setHeader("Access-Control-Expose-Headers", "WWW-Authenticate, Retry-After, DPoP-Nonce");
        }
    }

    /** Whether a browser asks beforehand what its script may do: it sends no token with that. */
    boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS")
                && request.getHeader("Access-Control-Request-Method") != null
                && allows(request);
    }

    static void answerPreflight(HttpServletResponse response, String allow) {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        response.setHeader("Access-Control-Allow-Methods", allow);
        response.setHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, DPoP");
        response.setHeader("Access-Control-Max-Age", "600");
    }
}
