package dev.symbolon.server.storage.sql;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.symbolon.server.storage.Storage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("How PostgreSQL finds what the stores want")
class PostgresPlansTest extends PlansContract {

    @RegisterExtension
    private static final PostgresServer SERVER = new PostgresServer();

    private static final Plans PLANS = new Plans(Dialect.POSTGRESQL);

    private final PostgresServer.Database database = SERVER.createDatabase();

    /** Tables of a test are so small that the engine would read them whole. */
    @Override
    protected Storage open() {
        database.open().close();
        try {
            Connection connection = DriverManager.getConnection(database.jdbcUrl(), "postgres", "postgres");
            try (Statement settings = connection.createStatement()) {
                for (String way : List.of("seqscan", "bitmapscan", "hashjoin", "mergejoin")) {
                    settings.execute("SET enable_" + way + " = off");
                }
            }
            return new SqlStorage(new ExplainedDatabase(Dialect.POSTGRESQL, connection, PLANS), Ticker.systemTicker());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void usesIndexes() {
        assertThatIndexesAreUsed(PLANS);
    }
}
