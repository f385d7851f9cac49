package dev.symbolon.server.storage.sql;

import dev.symbolon.server.audit.Meters;
import dev.symbolon.server.authorization.Pending;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/** A database with one connection for everybody, whose statements are explained. */
final class ExplainedDatabase implements Database {

    private final ReentrantLock lock = new ReentrantLock();
    private final Dialect dialect;
    private final Link link;

    ExplainedDatabase(Dialect dialect, Connection connection, Plans plans) throws SQLException {
        this.dialect = dialect;
        this.link = new Link(plans.explaining(connection));
    }

    @Override
    public <T> T read(Work<T> work) {
        lock.lock();
        try {
            return work.on(link);
        } catch (SQLException e) {
            throw Failures.translated(e, dialect);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Pending<Integer> begin(Change change) {
        int changed = read(change);
        return () -> changed;
    }

    @Override
    public <T> T transaction(Work<T> work) {
        return read(own -> own.inTransaction(work));
    }

    @Override
    public void measure(Meters meters) {}

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public String description() {
        return dialect.name();
    }

    @Override
    public void close() {
        link.close();
    }
}
