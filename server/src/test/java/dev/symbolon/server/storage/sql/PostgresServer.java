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
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A PostgreSQL server of a test class (in a static field) or of a test, in which every test has a database of its own. */
final class PostgresServer implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback, AfterEachCallback {

    private static final String TEMPLATE = "migrated";

    record Database(String jdbcUrl) {

        Storage open() {
            return SqlStorage.postgresql(jdbcUrl, Optional.of("postgres"), Optional.of(Secret.of("postgres")), 8);
        }
    }

    private final AtomicInteger databases = new AtomicInteger();
    private EmbeddedPostgres server;
    private boolean ofClass;
    private boolean hasTemplate;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (!ofClass) {
            ofClass = true;
            server = EmbeddedPostgres.start();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        if (!ofClass) {
            server = EmbeddedPostgres.start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        if (!ofClass) {
            stop();
        }
    }

    /** Classes within the test class come and go before it. */
    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (!context.getRequiredTestClass().isMemberClass()) {
            stop();
        }
    }

    void stop() throws IOException {
        server.close();
    }

    /** An empty database. */
    Database createDatabase() {
        return create("test" + databases.incrementAndGet(), "");
    }

    /** A database with all tables. They are made once for a server, which copies them much faster. */
    Database createMigratedDatabase() {
        if (!hasTemplate) {
            hasTemplate = true;
            create(TEMPLATE, "").open().close();
        }
        return create("test" + databases.incrementAndGet(), " TEMPLATE " + TEMPLATE);
    }

    private Database create(String name, String options) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + options);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Database("jdbc:postgresql://localhost:" + server.getPort() + "/" + name);
    }
}
