package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.session.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Leaves word for the clients of sessions that end, within the transaction that ends them. */
record SessionEnds(Link link) {

    /** Whoever has not been reached for so long never will be. */
    private static final Duration TRIED_FOR = Duration.ofDays(1);

    private static final String CLIENTS_OF_SESSION = """
            SELECT found.client_id, clients.document FROM (
                SELECT client_id FROM authorizations WHERE subject = ? AND session_id = ?
                UNION SELECT client_id FROM session_clients WHERE sid = ?
            ) AS found LEFT JOIN clients ON clients.client_id = found.client_id""";

    private static final String CLIENTS_OF_PERSON = """
            SELECT found.sid, found.expires_at, found.client_id, clients.document FROM (
                SELECT session_id AS sid, client_id, expires_at FROM authorizations WHERE subject = ? AND ended = 0
                UNION SELECT session_clients.sid, client_id, session_clients.expires_at FROM session_clients
                    JOIN sessions ON sessions.sid = session_clients.sid WHERE sessions.subject = ?
            ) AS found LEFT JOIN clients ON clients.client_id = found.client_id""";

    private static final String PUT = """
            INSERT INTO logout_deliveries (sid, client_id, subject, attempts, due_at, expires_at)
            VALUES (?, ?, ?, 0, 0, ?)
            ON CONFLICT (sid, client_id) DO NOTHING""";

    /**
     * A client in a session.
     *
     * @param expiresAt from when there is no more use in telling it
     * @param registered absent if it is gone, or known by a document: what that says is read once the client is told
     */
    private record Involved(String sid, Instant expiresAt, ClientId client, Optional<Client> registered) {

        boolean isKnown() {
            return registered.isPresent() || client.isAddress();
        }

        boolean mayBeTold() {
            return registered
                    .map(present -> present.logout().backChannel().isPresent())
                    .orElse(client.isAddress());
        }
    }

    /** @return all clients that have got tokens in the session */
    List<ClientId> end(Session session, Instant now) throws SQLException {
        String subject = session.subject().value();
        String sid = session.sid().value();
        if (link.update(
                        "DELETE FROM sessions WHERE session_id = ?",
                        session.id().value())
                == 0) {
            return List.of();
        }
        Instant until = now.plus(TRIED_FOR);
        List<Involved> all = link.all(CLIENTS_OF_SESSION, row -> involved(sid, until, row), subject, sid, sid);
        tell(all, subject);
        return all.stream().filter(Involved::isKnown).map(Involved::client).toList();
    }

    /** Ends all sessions of a person; of those that are over already, tokens may be left. */
    void endAll(Subject person) throws SQLException {
        String subject = person.value();
        List<Involved> all =
                link.all(CLIENTS_OF_PERSON, row -> involved(row.text(), row.instant(), row), subject, subject);
        link.update("DELETE FROM sessions WHERE subject = ?", subject);
        tell(all, subject);
    }

    private static Involved involved(String sid, Instant expiresAt, Row row) throws SQLException {
        ClientId client = new ClientId(row.text());
        return new Involved(
                sid, expiresAt, client, row.optionalText().map(document -> ClientCodec.read(client, document)));
    }

    /** As soon as somebody looks. */
    private void tell(List<Involved> all, String subject) throws SQLException {
        for (Involved one : all) {
            if (one.mayBeTold()) {
                link.update(
                        PUT,
                        one.sid(),
                        one.client().value(),
                        subject,
                        one.expiresAt().toEpochMilli());
            }
        }
    }
}
