package dev.symbolon.server.storage.sql;

import java.time.Duration;
import java.time.Instant;

/** What one node at a time may do. Whoever has it keeps it by asking again; a node that dies loses it after a while. */
final class Lease {

    static final Duration LENGTH = Duration.ofSeconds(90);

    /** One that reaches too far was taken by a clock that is wrong, and counts for nothing. */
    private static final String TAKE = """
            INSERT INTO leases (name, holder, held_until) VALUES (?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
            WHERE leases.holder = excluded.holder OR leases.held_until <= ? OR leases.held_until > ?""";

    private final Database database;
    private final String name;
    private final String node;

    /** @param node names this node among all that share the database */
    Lease(Database database, String name, String node) {
        this.database = database;
        this.name = name;
        this.node = node;
    }

    /** Whether it is this node's from now on. */
    boolean take(Instant now) {
        return 1
                == database.change(Change.of(
                        TAKE,
                        name,
                        name,
                        node,
                        now.plus(LENGTH).toEpochMilli(),
                        now.toEpochMilli(),
                        now.plus(LENGTH.multipliedBy(2)).toEpochMilli()));
    }
}
