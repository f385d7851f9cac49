package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.session.Session;
import dev.symbolon.server.session.SessionId;
import dev.symbolon.server.session.Sessions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class SqlSessions implements Sessions {

    private static final String BEGIN = """
            INSERT INTO sessions (session_id, sid, subject, authenticated_at, confirmed_at, seen_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (session_id) DO NOTHING""";

    private static final String INVOLVE = """
            INSERT INTO session_clients (sid, client_id, expires_at) VALUES (?, ?, ?)
            ON CONFLICT (sid, client_id) DO UPDATE SET expires_at = excluded.expires_at""";

    private static final String FIND = """
            SELECT session_id, CASE WHEN sid = '' THEN session_id ELSE sid END, sessions.subject, authenticated_at, confirmed_at, seen_at, expires_at
            FROM sessions JOIN users ON users.subject = sessions.subject
            WHERE session_id = ? AND users.disabled = 0""";

    private final Database database;

    SqlSessions(Database database) {
        this.database = database;
    }

    @Override
    public void begin(Session session) {
        database.change(Change.of(
                BEGIN,
                session.id().value(),
                session.id().value(),
                session.sid().value(),
                session.subject().value(),
                session.authenticatedAt().toEpochMilli(),
                session.confirmedAt().toEpochMilli(),
                session.seenAt().toEpochMilli(),
                session.expiresAt().toEpochMilli()));
    }

    @Override
    public Optional<Session> find(SessionId id) {
        return database.read(link -> link.first(FIND, SqlSessions::session, id.value()));
    }

    private static Session session(Row row) throws SQLException {
        return new Session(
                new SessionId(row.text()),
                new SessionId(row.text()),
                new Subject(row.text()),
                row.instant(),
                row.instant(),
                row.instant(),
                row.instant());
    }

    @Override
    public void confirm(SessionId id, Instant now) {
        database.change(Change.of(
                "UPDATE sessions SET confirmed_at = ? WHERE session_id = ?",
                id.value(),
                now.toEpochMilli(),
                id.value()));
    }

    @Override
    public void touch(SessionId id, Instant now) {
        database.change(Change.of(
                "UPDATE sessions SET seen_at = ? WHERE session_id = ?", id.value(), now.toEpochMilli(), id.value()));
    }

    @Override
    public void involve(SessionId sid, ClientId client, Instant expiresAt) {
        database.change(Change.of(INVOLVE, sid + " " + client, sid.value(), client.value(), expiresAt.toEpochMilli()));
    }

    @Override
    public void forget(SessionId id) {
        database.change(Change.of("DELETE FROM sessions WHERE session_id = ?", id.value(), id.value()));
    }

    @Override
    public List<ClientId> end(Session session, Instant now) {
        return database.transaction(link -> new SessionEnds(link).end(session, now));
    }
}
