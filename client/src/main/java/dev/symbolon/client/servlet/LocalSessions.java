package dev.symbolon.client.servlet;

import dev.symbolon.client.EndedLogins;
import dev.symbolon.client.Login;
import dev.symbolon.client.LogoutToken;
import dev.symbolon.protocol.Subject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/** The sessions of this server in which somebody has signed in, so that they can be ended from outside. */
final class LocalSessions {

    private static final String PRESENCE = LocalSessions.class.getName();

    private final Set<Presence> present = Collections.newSetFromMap(new WeakHashMap<>());
    private final EndedSessions ended = new EndedSessions();

    private final Optional<EndedLogins> shared;

    /** @param shared what all servers of the application know of ends, if there are several */
    LocalSessions(Optional<EndedLogins> shared) {
        this.shared = shared;
    }

    /**
     * Remembers the session for as long as its container does. The session alone holds what stands for it here, because containers do not
     * say that they drop a session that was idle for long.
     */
    void remember(HttpServletRequest request, Login login) {
        HttpSession session = request.getSession();
        Presence presence = new Presence(session, login.subject());
        session.setAttribute(PRESENCE, presence);
        synchronized (present) {
            present.add(presence);
        }
    }

    /** Somebody has signed in. No record, because each one is equal to itself alone. */
    private static final class Presence {

        private final HttpSession session;
        private final Subject subject;

        private Presence(HttpSession session, Subject subject) {
            this.session = session;
            this.subject = subject;
        }
    }

    /** How many there are at most; those that the collector of garbage has not found yet count as well. */
    int count() {
        synchronized (present) {
            return present.size();
        }
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
        of(token.subject()).forEach(session -> end(session, token));
    }

    private List<HttpSession> of(Optional<Subject> subject) {
        synchronized (present) {
            return present.stream()
                    .filter(presence -> subject.isEmpty() || subject.get().equals(presence.subject))
                    .map(presence -> presence.session)
                    .toList();
        }
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
