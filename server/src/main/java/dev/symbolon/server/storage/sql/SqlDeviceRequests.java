package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.UserCode;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.authorization.ApprovalJson;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.authorization.Decision;
import dev.symbolon.server.authorization.DeviceRequest;
import dev.symbolon.server.authorization.DeviceRequests;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

final class SqlDeviceRequests implements DeviceRequests {

    /** More than one that expires for each that begins, so that few of those that have expired are left. */
    private static final int CLEARED_AT_ONCE = 10;

    /** Whoever finds their own request in the row has begun it, if need be a moment ago over a connection that was lost. */
    private static final String BEGIN = """
            INSERT INTO device_requests (user_code, authorization_id, client_id, decision, document, expires_at)
            SELECT ?, ?, ?, ?, ?, ? WHERE (%s) < ?
            ON CONFLICT (user_code) DO UPDATE SET expires_at = excluded.expires_at
            WHERE device_requests.authorization_id = excluded.authorization_id""";

    private static final String BEGIN_WITHOUT_LIMIT = BEGIN.formatted("SELECT 0");
    private static final String BEGIN_WITHIN_LIMIT =
            BEGIN.formatted("SELECT COUNT(*) FROM device_requests WHERE client_id = ?");

    private static final String FIND = """
            SELECT user_code, authorization_id, client_id, decision, document, expires_at
            FROM device_requests WHERE user_code = ?""";

    private static final String DECIDE = """
            UPDATE device_requests SET decision = ?, document = ?
            WHERE user_code = ? AND authorization_id = ? AND expires_at > ?
                AND (decision = 'pending' OR document = ?)""";

    private final Database database;

    SqlDeviceRequests(Database database) {
        this.database = database;
    }

    @Override
    public boolean begin(DeviceRequest request) {
        return 1
                == database.change(Change.of(
                        BEGIN_WITHOUT_LIMIT,
                        request.userCode().value(),
                        request.userCode().value(),
                        request.authorization().value(),
                        request.client().value(),
                        DecisionCodec.PENDING,
                        document(request, request.decision()),
                        request.expiresAt().toEpochMilli(),
                        1));
    }

    @Override
    public boolean begin(DeviceRequest request, int most, Instant now) {
        Sweep sweep = new Sweep(database);
        return database.transaction(link -> {
            sweep.remove(link, Sweep.DEVICE_REQUESTS, now, CLEARED_AT_ONCE);
            return 1
                    == link.update(
                            BEGIN_WITHIN_LIMIT,
                            request.userCode().value(),
                            request.authorization().value(),
                            request.client().value(),
                            DecisionCodec.PENDING,
                            document(request, request.decision()),
                            request.expiresAt().toEpochMilli(),
                            request.client().value(),
                            most);
        });
    }

    @Override
    public Optional<DeviceRequest> find(UserCode userCode) {
        return database.read(link -> link.first(FIND, SqlDeviceRequests::request, userCode.value()));
    }

    @Override
    public boolean decide(DeviceRequest request, Decision decision, Instant now) {
        String document = document(request, decision);
        return 1
                == database.change(Change.of(
                        DECIDE,
                        request.userCode().value(),
                        DecisionCodec.word(decision),
                        document,
                        request.userCode().value(),
                        request.authorization().value(),
                        now.toEpochMilli(),
                        document));
    }

    private static String document(DeviceRequest request, Decision decision) {
        JsonObject asked = JsonObject.empty().with("asked", ApprovalJson.write(request.permissions()));
        return DecisionCodec.document(asked, decision);
    }

    private static DeviceRequest request(Row row) throws SQLException {
        UserCode userCode = new UserCode(row.text());
        AuthorizationId authorization = new AuthorizationId(row.text());
        ClientId client = new ClientId(row.text());
        String decision = row.text();
        JsonObject document = JsonObject.parse(row.text());
        return new DeviceRequest(
                userCode,
                authorization,
                client,
                ApprovalJson.permissions(document.object("asked").orElseThrow()),
                row.instant(),
                DecisionCodec.read(decision, document));
    }
}
