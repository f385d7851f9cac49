package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.Secret;
import dev.symbolon.server.storage.Storage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A PostgreSQL server of a test class, in which every test has a database of its own. */
final class PostgresServer implements BeforeAllCallback, AfterAllCallback {

    /** An empty database. */
    record Database(String jdbcUrl) {

        Storage open() {
            return SqlStorage.postgresql(jdbcUrl, Optional.of("postgres"), Optional.of(Secret.of("postgres")), 8);
        }
    }

    private final AtomicInteger databases = new AtomicInteger();
    private EmbeddedPostgres server;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (server == null) {
            server = EmbeddedPostgres.start();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (context.getTestClass().map(Class::isMemberClass).orElse(false)) {
            return;
        }
        server.close();
    }

    void stop() throws IOException {
        server.close();
    }

    Database createDatabase() {
        String name = "test" + databases.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Database("jdbc:postgresql://localhost:" + server.getPort() + "/" + name);
    }
}
