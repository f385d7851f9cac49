package dev.symbolon.client.servlet;

import dev.symbolon.client.OpenIdClient;
import dev.symbolon.client.OpenIdFailure;
import dev.symbolon.protocol.OAuthException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Where the provider itself says that a session is over (Back-Channel Logout §2.5, §2.8). No browser is involved, and no cookie. */
final class BackChannelLogout {

    private static final System.Logger LOG = System.getLogger(OpenIdFilter.class.getName());

    private final OpenIdClient client;
    private final LocalSessions sessions;

    BackChannelLogout(OpenIdClient client, LocalSessions sessions) {
        this.client = client;
        this.sessions = sessions;
    }

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            response.sendError(405);
            return;
        }
        try {
            String token = PostedForm.read(request).parameters().required("logout_token");
            sessions.end(client.readLogoutToken(token));
            response.setStatus(200);
        } catch (OpenIdFailure.Unreachable e) {
            LOG.log(System.Logger.Level.WARNING, "a logout cannot be checked: {0}", e.getMessage());
            response.sendError(503);
        } catch (OpenIdFailure | OAuthException e) {
            LOG.log(System.Logger.Level.WARNING, "a logout is refused: {0}", e.getMessage());
            refuse(response);
        }
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        response.setStatus(400);
        response.setContentType("application/json");
        response.getWriter().print("{\"error\":\"invalid_request\"}");
    }
}
