package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.authorization.Consent;
import dev.symbolon.server.authorization.Consents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class SqlConsents implements Consents {

    private final Database database;

    SqlConsents(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Consent> find(Subject subject, ClientId client) {
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM consents WHERE subject = :subject AND client_id = :client_id")
                .bind("subject", subject.value())
                .bind("client_id", client.value())
                .map((row, context) -> consent(row))
                .findFirst());
    }

    @Override
    public List<Consent> all(Subject subject) {
        return database.read(
                handle -> handle.createQuery("SELECT * FROM consents WHERE subject = :subject ORDER BY client_id")
                        .bind("subject", subject.value())
                        .map((row, context) -> consent(row))
                        .list());
    }

    private static Consent consent(ResultSet row) throws SQLException {
        return ConsentCodec.read(
                new Subject(row.getString("subject")),
                new ClientId(row.getString("client_id")),
                row.getString("document"),
                Instant.ofEpochMilli(row.getLong("decided_at")));
    }

    @Override
    public void record(Consent consent) {
        database.write(handle -> handle.createUpdate("""
                        INSERT INTO consents (subject, client_id, document, withdrawn, decided_at)
                        VALUES (:subject, :client_id, :document, :withdrawn, :decided_at)
                        ON CONFLICT (subject, client_id) DO UPDATE SET
                            document = excluded.document,
                            withdrawn = excluded.withdrawn,
                            decided_at = excluded.decided_at""")
                .bind("subject", consent.subject().value())
                .bind("client_id", consent.client().value())
                .bind("document", ConsentCodec.write(consent))
                .bind("withdrawn", consent.isWithdrawn() ? 1 : 0)
                .bind("decided_at", consent.decidedAt().toEpochMilli())
                .execute());
    }
}
