package dev.symbolon.client.servlet;

import dev.symbolon.client.Login;
import dev.symbolon.client.OpenIdClient;
import dev.symbolon.client.OpenIdFailure;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Ends the application's session, and then the provider's (RP-Initiated Logout §2). */
final class LogoutEndpoint {

    private static final System.Logger LOG = System.getLogger(OpenIdFilter.class.getName());

    private final OpenIdClient client;

    LogoutEndpoint(OpenIdClient client) {
        this.client = client;
    }

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            response.sendError(405);
            return;
        }
        if (comesFromElsewhere(request)) {
            response.sendError(403);
            return;
        }
        Optional<Login> login = Sessions.login(request);
        Sessions.end(request);
        login.ifPresent(this::revoke);
        String home = request.getContextPath() + "/";
        Redirects.to(
                response, login.flatMap(this::atProvider).map(URI::toString).orElse(home));
    }

    /** The application's own session is over in any case. */
    private void revoke(Login login) {
        try {
            client.revoke(login);
        } catch (OpenIdFailure e) {
            LOG.log(System.Logger.Level.WARNING, "the tokens are not taken back: {0}", e.getMessage());
        }
    }

    private Optional<URI> atProvider(Login login) {
        try {
            return client.logoutUri(login);
        } catch (OpenIdFailure e) {
            LOG.log(System.Logger.Level.WARNING, "the session at the provider is not ended: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    /** A page of another origin must not log anybody out. Old browsers, which do not say, are left to the Lax session cookie. */
    private boolean comesFromElsewhere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader("Origin");
        return origin != null
                && !origin.equals(client.registration().redirectUri().origin());
    }
}
