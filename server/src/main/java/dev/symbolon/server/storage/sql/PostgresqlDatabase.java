package dev.symbolon.server.storage.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.symbolon.protocol.Secret;
import dev.symbolon.server.storage.UnusableStorageException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** PostgreSQL through a pool of connections. */
final class PostgresqlDatabase implements Database {

    private static final String SCHEME = "jdbc:postgresql:";
    private static final int MOST_TRIES = 5;

    private final String address;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private PostgresqlDatabase(String address, HikariDataSource pool) {
        this.address = address;
        this.pool = pool;
        this.jdbi = Failures.withoutValues(Jdbi.create(pool));
    }

    /** @throws UnusableStorageException if it cannot be reached or used */
    static PostgresqlDatabase open(String jdbcUrl, Optional<String> user, Optional<Secret> password, int poolSize) {
        if (!jdbcUrl.startsWith(SCHEME)) {
            throw new UnusableStorageException(
                    "the address of the database must begin so: " + SCHEME + "//host:port/database");
        }
        String address = withoutParameters(jdbcUrl);
        HikariDataSource pool = connect(jdbcUrl, user, password, poolSize, address);
        try {
            Schema.migrate(pool, Dialect.POSTGRESQL, address);
            return new PostgresqlDatabase(address, pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static HikariDataSource connect(
            String jdbcUrl, Optional<String> user, Optional<Secret> password, int poolSize, String address) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("postgresql");
        config.setJdbcUrl(jdbcUrl);
        user.ifPresent(config::setUsername);
        password.map(Secret::reveal).ifPresent(config::setPassword);
        config.setMaximumPoolSize(poolSize);
        config.setConnectionTimeout(5_000);
        config.addDataSourceProperty("ApplicationName", "symbolon");
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("socketTimeout", "30");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("logServerErrorDetail", "false");
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw new UnusableStorageException(
                    address + " cannot be reached: "
                            + Failures.sqlException(e)
                                    .map(Throwable::getMessage)
                                    .orElse("no reason given"),
                    e);
        }
    }

    /** Parameters may hold a password. */
    private static String withoutParameters(String jdbcUrl) {
        return "PostgreSQL " + jdbcUrl.substring(SCHEME.length()).replaceFirst("\\?.*", "");
    }

    @Override
    public <T extends @Nullable Object> T read(Work<T> work) {
        return write(work);
    }

    @Override
    public <T extends @Nullable Object> T write(Work<T> work) {
        return persistently(() -> jdbi.withHandle(work::on));
    }

    @Override
    public <T extends @Nullable Object> T transaction(Work<T> work) {
        return persistently(() -> jdbi.inTransaction(work::on));
    }

    private <T extends @Nullable Object> T persistently(Supplier<T> attempt) {
        for (int tries = 1; ; tries++) {
            try {
                return attempt.get();
            } catch (JdbiException e) {
                if (tries == MOST_TRIES || !Failures.isConflict(e, Dialect.POSTGRESQL)) {
                    throw Failures.translated(e, Dialect.POSTGRESQL);
                }
            }
        }
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
        pool.close();
    }
}
