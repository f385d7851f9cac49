package dev.symbolon.server.storage.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes to a SQLite database, which has one writer at a time, in the order of asking. */
final class SqliteWriter implements WriteQueue.Writer<PendingWrite<?>> {

    private final Link link;

    SqliteWriter(Link link) {
        this.link = link;
    }

    @Override
    public void commit(List<PendingWrite<?>> together) {
        try {
            link.update("BEGIN IMMEDIATE");
            List<Runnable> acknowledgements = new ArrayList<>(together.size());
            for (PendingWrite<?> write : together) {
                acknowledgements.add(attempt(write));
            }
            link.update("COMMIT");
            acknowledgements.forEach(Runnable::run);
        } catch (SQLException e) {
            rollBack(e);
            RuntimeException failure = Failures.translated(e, Dialect.SQLITE);
            together.forEach(write -> write.fail(failure));
        } catch (RuntimeException | Error e) {
            rollBack(e);
            throw e;
        }
    }

    /** Does the work; if it fails, what it did is undone, and what it is committed with goes on, unless the disk is at fault. */
    private <T> Runnable attempt(PendingWrite<T> write) throws SQLException {
        try {
            T value = write.work() instanceof Change ? write.work().on(link) : undoable(write.work());
            return () -> write.succeed(value);
        } catch (SQLException e) {
            if (Dialect.SQLITE.isUnavailable(e)) {
                throw e;
            }
            return () -> write.fail(Failures.translated(e, Dialect.SQLITE));
        } catch (RuntimeException e) {
            return () -> write.fail(e);
        }
    }

    /** One statement undoes itself when it fails; several do not. */
    private <T> T undoable(Work<T> work) throws SQLException {
        link.update("SAVEPOINT work");
        boolean done = false;
        try {
            T value = work.on(link);
            done = true;
            return value;
        } finally {
            if (!done) {
                link.update("ROLLBACK TO work");
            }
            link.update("RELEASE work");
        }
    }

    /** SQLite may have rolled back by itself already, for instance when the disk is full. */
    private void rollBack(Throwable reason) {
        try {
            link.update("ROLLBACK");
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
