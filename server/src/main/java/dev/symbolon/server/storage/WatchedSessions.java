package dev.symbolon.server.storage;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.server.audit.Activities;
import dev.symbolon.server.session.Session;
import dev.symbolon.server.session.SessionId;
import dev.symbolon.server.session.Sessions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

record WatchedSessions(Sessions sessions, Activities verbs) implements Sessions {

    @Override
    public void begin(Session session) {
        verbs.run("sessions.begin", () -> sessions.begin(session));
    }

    @Override
    public Optional<Session> find(SessionId id) {
        return verbs.run("sessions.find", () -> sessions.find(id));
    }

    @Override
    public void confirm(SessionId id, Instant now) {
        verbs.run("sessions.confirm", () -> sessions.confirm(id, now));
    }

    @Override
    public void touch(SessionId id, Instant now) {
        verbs.run("sessions.touch", () -> sessions.touch(id, now));
    }

    @Override
    public void involve(SessionId sid, ClientId client, Instant expiresAt) {
        verbs.run("sessions.involve", () -> sessions.involve(sid, client, expiresAt));
    }

    @Override
    public void forget(SessionId id) {
        verbs.run("sessions.forget", () -> sessions.forget(id));
    }

    @Override
    public List<ClientId> end(Session session, Instant now) {
        return verbs.run("sessions.end", () -> sessions.end(session, now));
    }
}
