package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.BindingMessage;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.authorization.ApprovalJson;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.authorization.BackchannelRequest;
import dev.symbolon.server.authorization.BackchannelRequests;
import dev.symbolon.server.authorization.Decision;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class SqlBackchannelRequests implements BackchannelRequests {

    /** When nobody is to be told of it. */
    static final long NEVER = Long.MAX_VALUE;

    /** The same request, begun a moment ago over a connection that was lost, does not count against itself. */
    private static final String BEGIN = """
            INSERT INTO backchannel_requests (
                authorization_id, client_id, subject, decision, document, attempts, due_at, expires_at)
            SELECT ?, ?, ?, 'pending', ?, 0, ?, ?
            WHERE (SELECT COUNT(*) FROM backchannel_requests WHERE subject = ? AND client_id = ? AND decision <> 'allowed'
                    AND expires_at > ? AND authorization_id <> ?) < ?
                AND (SELECT COUNT(*) FROM backchannel_requests WHERE subject = ? AND decision = 'pending'
                    AND expires_at > ? AND authorization_id <> ?) < ?
            ON CONFLICT (authorization_id) DO UPDATE SET expires_at = excluded.expires_at""";

    private static final String COLUMNS =
            "SELECT authorization_id, client_id, subject, decision, document, expires_at FROM backchannel_requests ";

    private static final String FIND = COLUMNS + "WHERE authorization_id = ?";

    private static final String WAITING =
            COLUMNS + "WHERE subject = ? AND decision = 'pending' AND expires_at > ? ORDER BY authorization_id LIMIT ?";

    private static final String DECIDE = """
            UPDATE backchannel_requests SET decision = ?, document = ?, due_at = ?
            WHERE authorization_id = ? AND expires_at > ? AND (decision = 'pending' OR document = ?)""";

    private final Database database;

    SqlBackchannelRequests(Database database) {
        this.database = database;
    }

    @Override
    public boolean begin(BackchannelRequest request, Room room, Instant now) {
        String id = request.authorization().value();
        String client = request.client().value();
        String subject = request.subject().value();
        return 1
                == database.change(Change.of(
                        BEGIN,
                        subject,
                        id,
                        client,
                        subject,
                        document(request, request.decision()),
                        NEVER,
                        request.expiresAt().toEpochMilli(),
                        subject,
                        client,
                        now.toEpochMilli(),
                        id,
                        room.ofClient(),
                        subject,
                        now.toEpochMilli(),
                        id,
                        room.ofPerson()));
    }

    @Override
    public Optional<BackchannelRequest> find(AuthorizationId authorization) {
        return database.read(link -> link.first(FIND, SqlBackchannelRequests::request, authorization.value()));
    }

    @Override
    public List<BackchannelRequest> waiting(Subject subject, int most, Instant now) {
        return database.read(
                link -> link.all(WAITING, SqlBackchannelRequests::request, subject.value(), now.toEpochMilli(), most));
    }

    @Override
    public boolean decide(BackchannelRequest request, Decision decision, Instant now) {
        String document = document(request, decision);
        return 1
                == database.change(Change.of(
                        DECIDE,
                        request.authorization().value(),
                        DecisionCodec.word(decision),
                        document,
                        request.notification().isPresent() ? now.toEpochMilli() : NEVER,
                        request.authorization().value(),
                        now.toEpochMilli(),
                        document));
    }

    private static String document(BackchannelRequest request, Decision decision) {
        JsonObject asked = JsonObject.empty()
                .with("asked", ApprovalJson.write(request.permissions()))
                .with("binding_message", request.message())
                .with("notification", request.notification());
        return DecisionCodec.document(asked, decision);
    }

    private static BackchannelRequest request(Row row) throws SQLException {
        AuthorizationId authorization = new AuthorizationId(row.text());
        ClientId client = new ClientId(row.text());
        Subject subject = new Subject(row.text());
        String decision = row.text();
        JsonObject document = JsonObject.parse(row.text());
        return new BackchannelRequest(
                authorization,
                client,
                subject,
                ApprovalJson.permissions(document.object("asked").orElseThrow()),
                document.string("binding_message").map(BindingMessage::new),
                document.string("notification"),
                row.instant(),
                DecisionCodec.read(decision, document));
    }
}
