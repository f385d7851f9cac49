package dev.symbolon.client.servlet;

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

    /** Ends those that the token names; one that is over already is passed over. */
    void end(LogoutToken token) {
        token.subject()
                .map(subject -> Optional.ofNullable(bySubject.get(subject)).stream())
                .orElseGet(() -> bySubject.values().stream())
                .flatMap(Set::stream)
                .toList()
                .forEach(session -> end(session, token));
    }

    private static void end(HttpSession session, LogoutToken token) {
        try {
            if (Sessions.login(session).filter(token::ends).isPresent()) {
                session.invalidate();
            }
        } catch (IllegalStateException e) {
            return;
        }
    }
}
