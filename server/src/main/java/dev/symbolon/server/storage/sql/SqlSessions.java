package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.Subject;
import dev.symbolon.server.session.Session;
import dev.symbolon.server.session.SessionId;
import dev.symbolon.server.session.Sessions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

final class SqlSessions implements Sessions {

    private final Database database;

    SqlSessions(Database database) {
        this.database = database;
    }

    @Override
    public void begin(Session session) {
        database.write(handle -> handle.createUpdate("""
                        INSERT INTO sessions (session_id, subject, authenticated_at, confirmed_at, seen_at, expires_at)
                        VALUES (:session_id, :subject, :authenticated_at, :confirmed_at, :seen_at, :expires_at)""")
                .bind("session_id", session.id().value())
                .bind("subject", session.subject().value())
                .bind("authenticated_at", session.authenticatedAt().toEpochMilli())
                .bind("confirmed_at", session.confirmedAt().toEpochMilli())
                .bind("seen_at", session.seenAt().toEpochMilli())
                .bind("expires_at", session.expiresAt().toEpochMilli())
                .execute());
    }

    @Override
    public Optional<Session> find(SessionId id) {
        return database.read(handle -> handle.createQuery("""
                        SELECT sessions.* FROM sessions JOIN users ON users.subject = sessions.subject
                        WHERE session_id = :session_id AND users.disabled = 0""")
                .bind("session_id", id.value())
                .map((row, context) -> session(row))
                .findFirst());
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                new SessionId(row.getString("session_id")),
                new Subject(row.getString("subject")),
                Instant.ofEpochMilli(row.getLong("authenticated_at")),
                Instant.ofEpochMilli(row.getLong("confirmed_at")),
                Instant.ofEpochMilli(row.getLong("seen_at")),
                Instant.ofEpochMilli(row.getLong("expires_at")));
    }

    @Override
    public void confirm(SessionId id, Instant now) {
        database.write(
                handle -> handle.createUpdate("UPDATE sessions SET confirmed_at = :now WHERE session_id = :session_id")
                        .bind("session_id", id.value())
                        .bind("now", now.toEpochMilli())
                        .execute());
    }

    @Override
    public void touch(SessionId id, Instant now) {
        database.write(
                handle -> handle.createUpdate("UPDATE sessions SET seen_at = :now WHERE session_id = :session_id")
                        .bind("session_id", id.value())
                        .bind("now", now.toEpochMilli())
                        .execute());
    }

    @Override
    public void end(SessionId id) {
        database.write(handle -> handle.createUpdate("DELETE FROM sessions WHERE session_id = :session_id")
                .bind("session_id", id.value())
                .execute());
    }

    @Override
    public void endAll(Subject subject) {
        database.write(handle -> handle.createUpdate("DELETE FROM sessions WHERE subject = :subject")
                .bind("subject", subject.value())
                .execute());
    }
}
