package dev.symbolon.client.servlet;

import dev.symbolon.client.EndedLogins;
import dev.symbolon.client.Login;
import dev.symbolon.client.LogoutToken;
import dev.symbolon.protocol.Subject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions of this server in which somebody has signed in, so that they can be ended from outside. */
final class LocalSessions {

    private static final String PRESENCE = LocalSessions.class.getName();

    private final Map<Subject, Set<HttpSession>> bySubject = new ConcurrentHashMap<>();
    private final EndedSessions ended = new EndedSessions();

    private final Optional<EndedLogins> shared;

    /** @param shared what all servers of the application know of ends, if there are several */
    LocalSessions(Optional<EndedLogins> shared) {
        this.shared = shared;
    }

    /** Remembers the session for as long as it lasts. */
    void remember(HttpServletRequest request, Login login) {
        request.getSession().setAttribute(PRESENCE, new Presence(this, login.subject()));
    }

    /** Is told by the container when it leaves the session, whatever the reason. */
    private static final class Presence implements HttpSessionBindingListener {

        private final LocalSessions sessions;
        private final Subject subject;

        private Presence(LocalSessions sessions, Subject subject) {
            this.sessions = sessions;
            this.subject = subject;
        }

        @Override
        public void valueBound(HttpSessionBindingEvent event) {
            sessions.add(subject, event.getSession());
        }

        @Override
        public void valueUnbound(HttpSessionBindingEvent event) {
            sessions.remove(subject, event.getSession());
        }
    }

    private void add(Subject subject, HttpSession session) {
        bySubject.compute(subject, (any, present) -> {
            Set<HttpSession> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            all.add(session);
            return all;
        });
    }

    private void remove(Subject subject, HttpSession session) {
        bySubject.computeIfPresent(subject, (any, present) -> {
            present.remove(session);
            return present.isEmpty() ? null : present;
        });
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
        token.subject()
                .map(subject -> Optional.ofNullable(bySubject.get(subject)).stream())
                .orElseGet(() -> bySubject.values().stream())
                .flatMap(Set::stream)
                .toList()
                .forEach(session -> end(session, token));
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
