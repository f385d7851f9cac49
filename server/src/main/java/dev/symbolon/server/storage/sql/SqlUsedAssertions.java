package dev.symbolon.server.storage.sql;

import dev.symbolon.server.client.authentication.UsedAssertions;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

final class SqlUsedAssertions implements UsedAssertions {

    /** Whoever finds their own attempt in the row was first, if need be a moment ago over a connection that was lost. */
    private static final String CLAIM = """
            INSERT INTO used_assertions (assertion_hash, attempt, expires_at) VALUES (?, ?, ?)
            ON CONFLICT (assertion_hash) DO UPDATE SET attempt = excluded.attempt
            WHERE used_assertions.attempt = excluded.attempt""";

    private final Database database;

    SqlUsedAssertions(Database database) {
        this.database = database;
    }

    @Override
    public boolean claim(String hash, Instant expiresAt) {
        long attempt = ThreadLocalRandom.current().nextLong();
        return database.change(Change.of(CLAIM, hash, hash, attempt, expiresAt.toEpochMilli())) == 1;
    }
}
