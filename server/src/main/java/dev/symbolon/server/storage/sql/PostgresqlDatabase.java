package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.Secret;
import dev.symbolon.server.audit.Meters;
import dev.symbolon.server.authorization.Pending;
import dev.symbolon.server.storage.StorageUnavailableException;
import dev.symbolon.server.storage.UnusableStorageException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL: readers share a number of connections, and two writers commit together what many have asked for. It may go away
 * and come back.
 */
final class PostgresqlDatabase implements Database {

    private static final String SCHEME = "jdbc:postgresql:";
    private static final int WRITERS = 2;
    private static final int MOST_TRIES = 5;
    private static final Connections.Patience PATIENCE =
            new Connections.Patience(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofMinutes(30));

    private final String address;
    private final Reachability reachability;
    private final Connections readers;
    private final Connections writers;
    private final WriteQueue<PendingChange> queue;

    private PostgresqlDatabase(String address, Connections.Opening opening, int poolSize) {
        this.address = address;
        this.reachability = new Reachability(opening, Dialect.POSTGRESQL);
        this.readers = new Connections(Math.max(1, poolSize - WRITERS), PATIENCE, reachability);
        this.writers = new Connections(WRITERS, PATIENCE, reachability);
        this.queue = WriteQueue.start("postgresql-writer", WRITERS, new PostgresqlWriter(writers, reachability));
    }

    /** @throws UnusableStorageException if it cannot be reached or used */
    static PostgresqlDatabase open(String jdbcUrl, Optional<String> user, Optional<Secret> password, int poolSize) {
        if (!jdbcUrl.startsWith(SCHEME)) {
            throw new UnusableStorageException(
                    "the address of the database must begin so: " + SCHEME + "//host:port/database");
        }
        String address = withoutParameters(jdbcUrl);
        PGSimpleDataSource source = dataSource(jdbcUrl, user, password);
        try (Link link = new Link(source.getConnection())) {
            Schema.migrate(source, link, Dialect.POSTGRESQL, address);
        } catch (SQLException e) {
            throw new UnusableStorageException(address + " cannot be reached: " + Reasons.of(e), e);
        }
        return new PostgresqlDatabase(address, () -> new Link(source.getConnection()), poolSize);
    }

    private static PGSimpleDataSource dataSource(String jdbcUrl, Optional<String> user, Optional<Secret> password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setConnectTimeout(2);
        source.setSocketTimeout(10);
        source.setTcpKeepAlive(true);
        source.setApplicationName("symbolon");
        source.setLogServerErrorDetail(false);
        source.setURL(jdbcUrl);
        user.ifPresent(source::setUser);
        password.map(Secret::reveal).ifPresent(source::setPassword);
        return source;
    }

    /** Parameters may hold a password. */
    private static String withoutParameters(String jdbcUrl) {
        return "PostgreSQL " + jdbcUrl.substring(SCHEME.length()).replaceFirst("\\?.*", "");
    }

    @Override
    public <T> T read(Work<T> work) {
        return persistently(work);
    }

    @Override
    public Pending<Integer> begin(Change change) {
        if (reachability.isAway()) {
            throw new StorageUnavailableException("the database cannot be reached");
        }
        PendingChange pending = new PendingChange(change);
        queue.add(pending);
        return pending;
    }

    @Override
    public <T> T transaction(Work<T> work) {
        return persistently(link -> link.inTransaction(work));
    }

    private <T> T persistently(Work<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return readers.with(work);
            } catch (SQLException e) {
                if (tries == MOST_TRIES || !isWorthAnotherTry(e)) {
                    throw Failures.translated(e, Dialect.POSTGRESQL);
                }
            }
        }
    }

    /** Of a connection that is lost others are lost with it; whether new ones are to be had shows at once. */
    private boolean isWorthAnotherTry(SQLException e) {
        boolean isLost = Dialect.POSTGRESQL.isLost(e);
        if (isLost) {
            readers.forget();
        }
        return isLost && !reachability.isAway() || Dialect.POSTGRESQL.isConflict(e);
    }

    @Override
    public void measure(Meters meters) {
        queue.measure(meters);
        readers.measure("readers", meters);
        writers.measure("writers", meters);
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public String description() {
        return address;
    }

    @Override
    public void close() {
        queue.close();
        reachability.close();
        writers.close();
        readers.close();
    }
}
