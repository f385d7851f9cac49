package dev.symbolon.client.servlet;

import dev.symbolon.client.LocalPath;
import dev.symbolon.client.OpenIdFailure;
import dev.symbolon.client.Registration;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Begins a login for somebody else (OIDC Core §4). What they say is believed as little as what stands in a link: the provider is the
 * application's own, the page to show is one of the application, and the login is bound to this browser as every other.
 */
final class LoginInitiation {

    private static final System.Logger LOG = System.getLogger(OpenIdFilter.class.getName());
    private static final int MOST_OF_A_HINT = 254;

    private final Registration registration;
    private final LoginStarter starter;

    LoginInitiation(Registration registration, LoginStarter starter) {
        this.registration = registration;
        this.starter = starter;
    }

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        response.setHeader("Cache-Control", "no-store");
        boolean posted = request.getMethod().equals("POST");
        if (!posted && !request.getMethod().equals("GET")) {
            response.setHeader("Allow", "GET, POST");
            response.sendError(405);
            return;
        }
        if (!isSeen(request)) {
            response.sendError(403);
            return;
        }
        try {
            begin(posted ? form(request) : query(request), request, response);
        } catch (OpenIdFailure | OAuthException e) {
            LOG.log(System.Logger.Level.WARNING, "a login by somebody else is not begun: {0}", e.getMessage());
            response.sendError(400, "the login cannot be started so");
        }
    }

    /** Nobody is signed in by a frame or a script that they do not see. Old browsers, which do not say, are believed. */
    private static boolean isSeen(HttpServletRequest request) {
        String mode = request.getHeader("Sec-Fetch-Mode");
        String destination = request.getHeader("Sec-Fetch-Dest");
        return (mode == null || mode.equals("navigate")) && (destination == null || destination.equals("document"));
    }

    private static Parameters form(HttpServletRequest request) throws IOException {
        return PostedForm.read(request).parameters();
    }

    private static Parameters query(HttpServletRequest request) {
        return Parameters.parse(Optional.ofNullable(request.getQueryString()).orElse(""));
    }

    private void begin(Parameters parameters, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (!parameters.required("iss").equals(registration.issuer().value())) {
            throw OAuthException.invalidRequest("iss is not the provider of this application");
        }
        LocalPath home = LocalPath.parse(request.getContextPath() + "/").orElse(LocalPath.ROOT);
        LocalPath page = parameters.optional("target_link_uri", this::page).orElse(home);
        Optional<String> hint = parameters.one("login_hint");
        if (hint.filter(text -> text.length() > MOST_OF_A_HINT).isPresent()) {
            throw OAuthException.invalidRequest("login_hint must have at most " + MOST_OF_A_HINT + " characters");
        }
        starter.begin(page, hint, request, response);
    }

    /** Only what follows the application's own origin counts, and only if it is a path on it (RFC 9700 §4.11). */
    private LocalPath page(String target) {
        String origin = registration.redirectUri().origin();
        if (target.equals(origin)) {
            return LocalPath.ROOT;
        }
        String rest = target.startsWith(origin) ? target.substring(origin.length()) : "";
        int fragment = rest.indexOf('#');
        return LocalPath.parse(fragment < 0 ? rest : rest.substring(0, fragment))
                .orElseThrow(() -> OAuthException.invalidRequest("target_link_uri is no page of this application"));
    }
}
