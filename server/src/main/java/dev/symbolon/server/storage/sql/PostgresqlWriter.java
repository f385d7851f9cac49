package dev.symbolon.server.storage.sql;

import static java.util.stream.Collectors.groupingBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Writes to PostgreSQL: changes of one kind go there in one round trip and become durable by one commit. If that fails, each is
 * tried alone, so that a bad one does not spoil its neighbours.
 */
final class PostgresqlWriter implements WriteQueue.Writer<PendingChange> {

    /** For how long a change that may have gone through waits for the database to come back and say so. */
    private static final Duration LONGEST_ABSENCE = Duration.ofSeconds(5);

    private static final int MOST_TRIES = 5;

    private final Connections connections;
    private final Reachability reachability;

    PostgresqlWriter(Connections connections, Reachability reachability) {
        this.connections = connections;
        this.reachability = reachability;
    }

    @Override
    public void commit(List<PendingChange> together) {
        together.stream().collect(groupingBy(write -> write.change().sql())).forEach(this::commit);
    }

    private void commit(String sql, List<PendingChange> alike) {
        List<PendingChange> ordered = alike.stream()
                .sorted(Comparator.comparing(write -> write.change().key()))
                .toList();
        if (ordered.size() == 1 || !isCommitted(sql, ordered)) {
            long deadline = System.nanoTime() + LONGEST_ABSENCE.toNanos();
            ordered.forEach(write -> commitAlone(write, deadline));
        }
    }

    private boolean isCommitted(String sql, List<PendingChange> together) {
        List<List<Object>> values =
                together.stream().map(write -> write.change().values()).toList();
        try {
            int[] changed = connections.with(link -> link.updateAll(sql, values));
            for (int i = 0; i < changed.length; i++) {
                together.get(i).succeed(changed[i]);
            }
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private void commitAlone(PendingChange write, long deadline) {
        for (int tries = 1; !write.isGivenUp(); tries++) {
            try {
                write.succeed(connections.with(write.change()));
            } catch (SQLException e) {
                if (tries == MOST_TRIES || !isWorthAnotherTry(e, deadline)) {
                    write.fail(Failures.translated(e, Dialect.POSTGRESQL));
                }
            }
        }
    }

    private boolean isWorthAnotherTry(SQLException e, long deadline) {
        if (Dialect.POSTGRESQL.isConflict(e)) {
            return true;
        }
        if (!Dialect.POSTGRESQL.isLost(e)) {
            return false;
        }
        connections.forget();
        return reachability.isBackBefore(deadline);
    }
}
