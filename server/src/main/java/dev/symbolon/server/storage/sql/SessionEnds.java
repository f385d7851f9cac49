package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.session.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Leaves word for the clients of sessions that end, within the transaction that ends them. */
record SessionEnds(Link link) {

    /** Whoever has not been reached for so long never will be. */
    private static final Duration TRIED_FOR = Duration.ofDays(1);

    private static final String CLIENTS_OF_SESSION = """
            SELECT clients.client_id, clients.document FROM clients WHERE client_id IN (
                SELECT client_id FROM authorizations WHERE subject = ? AND session_id = ?
                UNION SELECT client_id FROM session_clients WHERE sid = ?)""";

    private static final String CLIENTS_OF_PERSON = """
            SELECT found.sid, found.expires_at, clients.client_id, clients.document FROM clients JOIN (
                SELECT session_id AS sid, client_id, expires_at FROM authorizations WHERE subject = ? AND ended = 0
                UNION SELECT session_clients.sid, client_id, session_clients.expires_at FROM session_clients
                    JOIN sessions ON sessions.sid = session_clients.sid WHERE sessions.subject = ?
            ) AS found ON found.client_id = clients.client_id""";

    private static final String PUT = """
            INSERT INTO logout_deliveries (sid, client_id, subject, attempts, due_at, expires_at)
            VALUES (?, ?, ?, 0, 0, ?)
            ON CONFLICT (sid, client_id) DO NOTHING""";

    /**
     * A client in a session.
     *
     * @param expiresAt from when there is no more use in telling it
     */
    private record Involved(String sid, Instant expiresAt, Client client) {}

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
        List<Client> clients = link.all(CLIENTS_OF_SESSION, SessionEnds::client, subject, sid, sid);
        for (Client client : clients) {
            tell(new Involved(sid, now.plus(TRIED_FOR), client), subject);
        }
        return clients.stream().map(Client::id).toList();
    }

    /** Ends all sessions of a person; of those that are over already, tokens may be left. */
    void endAll(Subject person) throws SQLException {
        String subject = person.value();
        List<Involved> involved = link.all(
                CLIENTS_OF_PERSON, row -> new Involved(row.text(), row.instant(), client(row)), subject, subject);
        link.update("DELETE FROM sessions WHERE subject = ?", subject);
        for (Involved one : involved) {
            tell(one, subject);
        }
    }

    private static Client client(Row row) throws SQLException {
        return ClientCodec.read(new ClientId(row.text()), row.text());
    }

    /** As soon as somebody looks. */
    private void tell(Involved involved, String subject) throws SQLException {
        if (involved.client().logout().backChannel().isPresent()) {
            link.update(
                    PUT,
                    involved.sid(),
                    involved.client().id().value(),
                    subject,
                    involved.expiresAt().toEpochMilli());
        }
    }
}
