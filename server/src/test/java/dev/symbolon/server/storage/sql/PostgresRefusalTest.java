package dev.symbolon.server.storage.sql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.Secret;
import dev.symbolon.server.storage.UnusableStorageException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is said when PostgreSQL is there, but will not have us. */
class PostgresRefusalTest {

    @RegisterExtension
    static final PostgresServer SERVER = new PostgresServer();

    private String url;

    @BeforeEach
    void createDatabase() {
        url = SERVER.createDatabase().jdbcUrl();
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static void isRefused(String url, String user, String... words) {
        assertThatThrownBy(() -> SqlStorage.postgresql(url, Optional.of(user), Optional.of(Secret.of("secret-word")), 2)
                        .close())
                .isInstanceOf(UnusableStorageException.class)
                .hasMessageContainingAll(words)
                .hasMessageNotContainingAny("\n", "secret-word");
    }

    @Test
    void saysThatThereIsNoSuchDatabase() {
        isRefused(url.replaceFirst("[^/]*$", "nowhere"), "postgres", "does not exist", "createdb");
    }

    @Test
    void saysThatThereAreTooManyConnections() throws SQLException {
        execute("CREATE ROLE crowded LOGIN CONNECTION LIMIT 0");

        isRefused(url, "crowded", "too many connections", "storage.pool-size");
    }

    @Test
    void saysThatItIsReadOnly() throws SQLException {
        execute("ALTER ROLE postgres IN DATABASE " + url.replaceFirst(".*/", "")
                + " SET default_transaction_read_only = on");

        isRefused(url, "postgres", "name the primary in storage.url");
    }

    @Test
    void saysThatTheUserMayMakeNoTables() throws SQLException {
        execute("CREATE ROLE guest LOGIN");

        isRefused(url, "guest", "permission denied", "own the database");
    }
}
