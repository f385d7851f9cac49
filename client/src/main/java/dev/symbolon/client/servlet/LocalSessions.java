package dev.symbolon.client.servlet;

import dev.symbolon.client.EndedLogins;
import dev.symbolon.client.Login;
import dev.symbolon.client.LogoutToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;

/** The sessions of this server in which somebody has signed in, so that they can be ended from outside. */
final class LocalSessions {

    private static final String PRESENCE = LocalSessions.class.getName();

    private final PresentPeople present = new PresentPeople();
    private final EndedSessions ended = new EndedSessions();

    private final Optional<EndedLogins> shared;

    /** @param shared what all servers of the application know of ends, if there are several */
    LocalSessions(Optional<EndedLogins> shared) {
        this.shared = shared;
    }

    /** Remembers the session for as long as its container does. */
    void remember(HttpServletRequest request, Login login) {
        HttpSession session = request.getSession();
        session.setAttribute(PRESENCE, present.add(session, login));
    }

    /** How many there are at most; those that the collector of garbage has not found yet count as well. */
    int count() {
        return present.count();
    }

    /** Ends the session of the request if its login is over, as another server has heard. */
    void endIfOver(HttpServletRequest request) {
        boolean isOver = shared.flatMap(ended -> Sessions.login(request).filter(ended::include))
                .isPresent();
        if (isOver) {
            ended.add(request.getSession().getId());
            Sessions.end(request);
        }
    }

    /** Ends those that the token names, here and on every server; one that is over already is passed over. */
    void end(LogoutToken token) {
        shared.ifPresent(ended -> ended.add(token));
        present.namedBy(token).forEach(session -> end(session, token));
    }

    private void end(HttpSession session, LogoutToken token) {
        try {
            if (Sessions.login(session).filter(token::ends).isPresent()) {
                ended.add(session.getId());
                session.invalidate();
            }
        } catch (IllegalStateException e) {
            return;
        }
    }

    /** Whether the session that the browser still names was ended from outside; it is said once. */
    boolean takeEnd(HttpServletRequest request) {
        String id = request.getRequestedSessionId();
        return id != null && ended.take(id);
    }
}
