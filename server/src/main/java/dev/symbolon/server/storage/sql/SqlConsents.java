package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.authorization.Consent;
import dev.symbolon.server.authorization.Consents;
import dev.symbolon.server.authorization.Permissions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class SqlConsents implements Consents {

    private static final String FIND = "SELECT client_id, document, decided_at FROM consents WHERE subject = ?";

    private static final String PUT = """
            INSERT INTO consents (subject, client_id, document, withdrawn, decided_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (subject, client_id) DO UPDATE SET
                document = excluded.document,
                withdrawn = excluded.withdrawn,
                decided_at = excluded.decided_at
            """;

    private static final String PUT_IN_PLACE_OF = PUT + "WHERE consents.document = ?";

    private static final String END_AUTHORIZATIONS =
            "UPDATE authorizations SET ended = 1 WHERE subject = ? AND client_id = ? AND ended = 0";

    private final Database database;

    SqlConsents(Database database) {
        this.database = database;
    }

    /** A consent beside the text that the row has of it. */
    private record Stored(Consent consent, String document) {}

    @Override
    public Optional<Consent> find(Subject subject, ClientId client) {
        return stored(subject, client).map(Stored::consent);
    }

    private Optional<Stored> stored(Subject subject, ClientId client) {
        return database.read(link ->
                link.first(FIND + " AND client_id = ?", row -> stored(subject, row), subject.value(), client.value()));
    }

    @Override
    public List<Consent> following(Subject subject, String client, int most) {
        return database.read(link -> link.all(
                FIND + " AND client_id > ? AND withdrawn = 0 ORDER BY client_id LIMIT ?",
                row -> stored(subject, row).consent(),
                subject.value(),
                client,
                most));
    }

    private static Stored stored(Subject subject, Row row) throws SQLException {
        ClientId client = new ClientId(row.text());
        String document = row.text();
        return new Stored(ConsentCodec.read(subject, client, document, row.instant()), document);
    }

    @Override
    public void grant(Subject subject, ClientId client, Permissions asked, Scope leftOut, Instant now) {
        boolean granted = false;
        while (!granted) {
            Stored standing = stored(subject, client).orElseGet(() -> new Stored(Consent.none(subject, client), ""));
            Consent next = standing.consent().with(asked, leftOut, now);
            granted = isPut(next, standing.document());
        }
    }

    /** Somebody else's answer may have come in between: then nothing changes. */
    private boolean isPut(Consent consent, String standing) {
        String subject = consent.subject().value();
        String client = consent.client().value();
        return 1
                == database.change(Change.of(
                        PUT_IN_PLACE_OF,
                        subject + " " + client,
                        subject,
                        client,
                        ConsentCodec.write(consent),
                        consent.isWithdrawn() ? 1 : 0,
                        consent.decidedAt().toEpochMilli(),
                        standing));
    }

    @Override
    public void withdraw(Subject subject, ClientId client, Instant now) {
        String document = ConsentCodec.write(Consent.withdrawn(subject, client, now));
        database.transaction(link -> {
            link.update(PUT, subject.value(), client.value(), document, 1, now.toEpochMilli());
            return link.update(END_AUTHORIZATIONS, subject.value(), client.value());
        });
    }
}
