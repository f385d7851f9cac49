package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.session.LogoutDeliveries;
import dev.symbolon.server.session.LogoutDelivery;
import dev.symbolon.server.session.SessionId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

final class SqlLogoutDeliveries implements LogoutDeliveries {

    private static final String IS_ANY_DUE = "SELECT 1 FROM logout_deliveries WHERE due_at <= ? LIMIT 1";

    private static final String TAKE =
            "UPDATE logout_deliveries SET attempts = ?, due_at = ? WHERE sid = ? AND client_id = ?";

    /** Only if nobody else has taken it meanwhile. */
    private static final String REMOVE =
            "DELETE FROM logout_deliveries WHERE sid = ? AND client_id = ? AND attempts = ?";

    private static final String DEFER =
            "UPDATE logout_deliveries SET due_at = ? WHERE sid = ? AND client_id = ? AND attempts = ?";

    private final Database database;
    private final String due;

    SqlLogoutDeliveries(Database database) {
        this.database = database;
        this.due = """
                SELECT sid, client_id, subject, attempts FROM logout_deliveries
                WHERE due_at <= ? ORDER BY due_at LIMIT ? %s""".formatted(database.dialect().skipLocked());
    }

    /** To find that there is nothing to do, as mostly, is one read. */
    @Override
    public List<LogoutDelivery> take(Instant now, Duration attempt, int most) {
        boolean isAnyDue = database.read(link -> link.first(IS_ANY_DUE, Row::flag, now.toEpochMilli()))
                .isPresent();
        return isAnyDue ? database.transaction(link -> take(link, now, now.plus(attempt), most)) : List.of();
    }

    private List<LogoutDelivery> take(Link link, Instant now, Instant until, int most) throws SQLException {
        List<LogoutDelivery> taken = new ArrayList<>();
        for (LogoutDelivery found : link.all(due, row -> delivery(row, until), now.toEpochMilli(), most)) {
            link.update(
                    TAKE,
                    found.attempts(),
                    until.toEpochMilli(),
                    found.sid().value(),
                    found.client().value());
            taken.add(found);
        }
        return taken;
    }

    private static LogoutDelivery delivery(Row row, Instant until) throws SQLException {
        return new LogoutDelivery(
                new SessionId(row.text()), new ClientId(row.text()), new Subject(row.text()), row.number() + 1, until);
    }

    @Override
    public void remove(LogoutDelivery delivery) {
        database.change(Change.of(
                REMOVE, key(delivery), delivery.sid().value(), delivery.client().value(), delivery.attempts()));
    }

    @Override
    public void defer(LogoutDelivery delivery, Instant dueAt) {
        database.change(Change.of(
                DEFER,
                key(delivery),
                dueAt.toEpochMilli(),
                delivery.sid().value(),
                delivery.client().value(),
                delivery.attempts()));
    }

    private static String key(LogoutDelivery delivery) {
        return delivery.sid() + " " + delivery.client();
    }
}
