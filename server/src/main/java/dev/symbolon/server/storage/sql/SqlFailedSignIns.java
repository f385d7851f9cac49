package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.Subject;
import dev.symbolon.server.user.FailedSignIns;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

final class SqlFailedSignIns implements FailedSignIns {

    private static final Duration REMEMBERED = Duration.ofDays(1);

    private static final String ADD = """
            INSERT INTO failed_sign_ins (subject, failures, failed_at, expires_at) VALUES (?, 1, ?, ?)
            ON CONFLICT (subject) DO UPDATE SET
                failures = failed_sign_ins.failures + 1,
                failed_at = excluded.failed_at,
                expires_at = excluded.expires_at
            RETURNING failures, failed_at""";

    private final Database database;

    SqlFailedSignIns(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Tally> find(Subject subject) {
        return database.read(link -> link.first(
                "SELECT failures, failed_at FROM failed_sign_ins WHERE subject = ?",
                SqlFailedSignIns::tally,
                subject.value()));
    }

    @Override
    public Tally add(Subject subject, Instant now) {
        return database.transaction(link -> link.first(
                        ADD,
                        SqlFailedSignIns::tally,
                        subject.value(),
                        now.toEpochMilli(),
                        now.plus(REMEMBERED).toEpochMilli())
                .orElseThrow());
    }

    private static Tally tally(Row row) throws SQLException {
        return new Tally(row.number(), row.instant());
    }

    @Override
    public void clear(Subject subject) {
        database.change(Change.of("DELETE FROM failed_sign_ins WHERE subject = ?", subject.value(), subject.value()));
    }
}
