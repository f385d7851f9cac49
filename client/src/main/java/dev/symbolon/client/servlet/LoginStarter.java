package dev.symbolon.client.servlet;

import dev.symbolon.client.LocalPath;
import dev.symbolon.client.LoginOptions;
import dev.symbolon.client.OpenIdClient;
import dev.symbolon.client.OpenIdFailure;
import dev.symbolon.client.StartedLogin;
import dev.symbolon.protocol.OAuthException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Sends a browser to the provider, or says to a script that somebody must sign in. */
final class LoginStarter {

    private final OpenIdClient client;
    private final Settings settings;
    private final PendingLogins pendingLogins;
    private final LocalSessions sessions;
    private final Failures failures;

    LoginStarter(
            OpenIdClient client,
            Settings settings,
            PendingLogins pendingLogins,
            LocalSessions sessions,
            Failures failures) {
        this.client = client;
        this.settings = settings;
        this.pendingLogins = pendingLogins;
        this.sessions = sessions;
        this.failures = failures;
    }

    /** Answers a request to the login path. */
    void login(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        if (!reads(request)) {
            response.setHeader("Allow", "GET, HEAD");
            response.sendError(405);
            return;
        }
        LocalPath returnTo = Optional.ofNullable(request.getParameter(OpenIdFilter.RETURN_TO))
                .flatMap(LocalPath::parse)
                .orElse(home(request));
        start(returnTo, UnaryOperator.identity(), request, response);
    }

    /**
     * Answers a request of somebody else.
     *
     * @param loginHint whom they expect to sign in
     */
    void begin(LocalPath returnTo, Optional<String> loginHint, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        start(returnTo, options -> loginHint.map(options::withLoginHint).orElse(options), request, response);
    }

    /** Answers a request to a protected page by somebody who has not signed in. */
    void demand(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        String mode = request.getHeader("Sec-Fetch-Mode");
        boolean navigates = mode == null ? reads(request) : mode.equals("navigate");
        LocalPath page = reads(request) ? page(request) : home(request);
        if (navigates && sessions.takeEnd(request)) {
            failures.showEnd(page, request, response);
        } else if (navigates && reads(request)) {
            start(page, UnaryOperator.identity(), request, response);
        } else {
            response.setHeader("Cache-Control", "no-store");
            response.sendError(401);
        }
    }

    private static LocalPath page(HttpServletRequest request) {
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        return LocalPath.parse(request.getRequestURI() + query).orElse(LocalPath.ROOT);
    }

    private static LocalPath home(HttpServletRequest request) {
        return LocalPath.parse(request.getContextPath() + "/").orElse(LocalPath.ROOT);
    }

    private void start(
            LocalPath returnTo,
            UnaryOperator<LoginOptions> change,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, ServletException {
        try {
            LoginOptions options =
                    change.apply(settings.options().apply(request).withReturnTo(returnTo));
            StartedLogin started = client.startLogin(options);
            pendingLogins.add(request, response, started.pending());
            Redirects.to(response, started.authorizationUri().toString());
        } catch (OpenIdFailure e) {
            failures.show(e, returnTo, request, response);
        } catch (OAuthException | IllegalArgumentException e) {
            response.sendError(400, "the login cannot be started so");
        }
    }

    private static boolean reads(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }
}
