package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.authorization.Notification;
import dev.symbolon.server.authorization.Notifications;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What clients are to hear stands on the row of the request itself, so that a decision and the word of it are one write. */
final class SqlNotifications implements Notifications {

    private static final String IS_ANY_DUE =
            "SELECT 1 FROM backchannel_requests WHERE due_at <= ? AND expires_at > ? LIMIT 1";

    private static final String TAKE =
            "UPDATE backchannel_requests SET attempts = ?, due_at = ? WHERE authorization_id = ?";

    /** Only if nobody else has taken it meanwhile. */
    private static final String MOVE =
            "UPDATE backchannel_requests SET due_at = ? WHERE authorization_id = ? AND attempts = ?";

    private final Database database;
    private final String due;

    SqlNotifications(Database database) {
        this.database = database;
        this.due = """
                SELECT authorization_id, client_id, document, attempts, expires_at FROM backchannel_requests
                WHERE due_at <= ? AND expires_at > ? ORDER BY due_at LIMIT ? %s""".formatted(database.dialect().skipLocked());
    }

    /** To find that there is nothing to do, as mostly, is one read. */
    @Override
    public List<Notification> take(Instant now, Duration attempt, int most) {
        long millis = now.toEpochMilli();
        boolean isAnyDue = database.read(link -> link.first(IS_ANY_DUE, Row::flag, millis, millis))
                .isPresent();
        return isAnyDue ? database.transaction(link -> take(link, millis, attempt.toMillis(), most)) : List.of();
    }

    private List<Notification> take(Link link, long now, long attempt, int most) throws SQLException {
        List<Notification> taken = new ArrayList<>();
        for (Notification found : link.all(due, SqlNotifications::notification, now, now, most)) {
            link.update(
                    TAKE, found.attempts(), now + attempt, found.authorization().value());
            taken.add(found);
        }
        return taken;
    }

    private static Notification notification(Row row) throws SQLException {
        AuthorizationId authorization = new AuthorizationId(row.text());
        ClientId client = new ClientId(row.text());
        String sealed = JsonObject.parse(row.text()).string("notification").orElse("");
        return new Notification(authorization, client, sealed, row.number() + 1, row.instant());
    }

    @Override
    public void remove(Notification notification) {
        move(notification, SqlBackchannelRequests.NEVER);
    }

    @Override
    public void defer(Notification notification, Instant dueAt) {
        move(notification, dueAt.toEpochMilli());
    }

    private void move(Notification notification, long dueAt) {
        String id = notification.authorization().value();
        database.change(Change.of(MOVE, id, dueAt, id, notification.attempts()));
    }
}
