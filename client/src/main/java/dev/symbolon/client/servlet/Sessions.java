package dev.symbolon.client.servlet;

import dev.symbolon.client.Login;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;

/** The application's own session, where a login is kept. */
final class Sessions {

    private static final String LOGIN = Login.class.getName();

    private Sessions() {}

    /** The session gets a new id, so that an id that somebody planted before is worth nothing. */
    static void begin(HttpServletRequest request, Login login) {
        if (request.getSession(false) != null) {
            request.changeSessionId();
        }
        request.getSession().setAttribute(LOGIN, login);
    }

    static void keep(HttpServletRequest request, Login login) {
        request.getSession().setAttribute(LOGIN, login);
    }

    static Optional<Login> login(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? Optional.empty() : login(session);
    }

    static Optional<Login> login(HttpSession session) {
        return session.getAttribute(LOGIN) instanceof Login login ? Optional.of(login) : Optional.empty();
    }

    static void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
