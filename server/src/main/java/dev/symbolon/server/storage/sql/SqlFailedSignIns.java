package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.Subject;
import dev.symbolon.server.user.FailedSignIns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

final class SqlFailedSignIns implements FailedSignIns {

    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final Database database;

    SqlFailedSignIns(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Tally> find(Subject subject) {
        return database.read(
                handle -> handle.createQuery("SELECT failures, failed_at FROM failed_sign_ins WHERE subject = :subject")
                        .bind("subject", subject.value())
                        .map((row, context) -> tally(row))
                        .findFirst());
    }

    @Override
    public Tally add(Subject subject, Instant now) {
        return database.write(handle -> handle.createQuery("""
                        INSERT INTO failed_sign_ins (subject, failures, failed_at, expires_at)
                        VALUES (:subject, 1, :failed_at, :expires_at)
                        ON CONFLICT (subject) DO UPDATE SET
                            failures = failed_sign_ins.failures + 1,
                            failed_at = excluded.failed_at,
                            expires_at = excluded.expires_at
                        RETURNING failures, failed_at""")
                .bind("subject", subject.value())
                .bind("failed_at", now.toEpochMilli())
                .bind("expires_at", now.plus(REMEMBERED).toEpochMilli())
                .map((row, context) -> tally(row))
                .one());
    }

    private static Tally tally(ResultSet row) throws SQLException {
        return new Tally(row.getInt("failures"), Instant.ofEpochMilli(row.getLong("failed_at")));
    }

    @Override
    public void clear(Subject subject) {
        database.write(handle -> handle.createUpdate("DELETE FROM failed_sign_ins WHERE subject = :subject")
                .bind("subject", subject.value())
                .execute());
    }
}
