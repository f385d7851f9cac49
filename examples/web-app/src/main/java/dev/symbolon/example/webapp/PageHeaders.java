package dev.symbolon.example.webapp;

import dev.symbolon.protocol.Issuer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;

/** Tells browsers how little these pages need: nothing from elsewhere, no framing, no script or style in the page itself. */
final class PageHeaders extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private final String policy;

    PageHeaders(Issuer issuer) {
        URI provider = URI.create(issuer.value());
        // Browsers hold a form to this list through redirects too, and signing in and out redirect to the provider.
        this.policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self' "
                + provider.getScheme() + "://" + provider.getAuthority()
                + "; base-uri 'none'; frame-ancestors 'none'";
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-store");
        chain.doFilter(request, response);
    }
}
