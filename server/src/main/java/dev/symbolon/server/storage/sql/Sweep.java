package dev.symbolon.server.storage.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Removes rows that have expired, the oldest first. Nodes that sweep at once pass over each other's rows. */
final class Sweep {

    /** @param key the columns of its primary key */
    record Expiring(String table, String key) {}

    static final Expiring DEVICE_REQUESTS = new Expiring("device_requests", "user_code");

    static final List<Expiring> TABLES = List.of(
            new Expiring("sessions", "session_id"),
            new Expiring("authorizations", "authorization_id"),
            new Expiring("failed_sign_ins", "subject"),
            DEVICE_REQUESTS,
            new Expiring("backchannel_requests", "authorization_id"),
            new Expiring("used_assertions", "assertion_hash"),
            new Expiring("session_clients", "sid, client_id"),
            new Expiring("logout_deliveries", "sid, client_id"));

    private final Database database;

    Sweep(Database database) {
        this.database = database;
    }

    int run(Instant now, int most) {
        int removed = 0;
        for (Expiring expiring : TABLES) {
            removed += remove(expiring, now, most - removed);
        }
        return removed;
    }

    private int remove(Expiring expiring, Instant now, int most) {
        return database.change(Change.of(statement(expiring), expiring.table(), now.toEpochMilli(), most));
    }

    /** The same within other work. */
    void remove(Link link, Expiring expiring, Instant now, int most) throws SQLException {
        link.update(statement(expiring), now.toEpochMilli(), most);
    }

    private String statement(Expiring expiring) {
        return """
                DELETE FROM %1$s WHERE (%2$s) IN (
                    SELECT %2$s FROM %1$s WHERE expires_at <= ? ORDER BY expires_at LIMIT ? %3$s)""".formatted(
                        expiring.table(), expiring.key(), database.dialect().skipLocked());
    }
}
