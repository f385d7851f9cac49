package dev.symbolon.server.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.symbolon.server.storage.Storage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("How PostgreSQL finds what the stores want")
class PostgresPlansTest extends PlansContract {

    @RegisterExtension
    private static final PostgresServer SERVER = new PostgresServer();

    private static final Plans PLANS = new Plans(Dialect.POSTGRESQL);

    private final PostgresServer.Database database = SERVER.createMigratedDatabase();

    @Override
    protected Storage open() {
        try {
            return new SqlStorage(new ExplainedDatabase(Dialect.POSTGRESQL, connect(), PLANS), Ticker.systemTicker());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tables of a test are so small that the engine would read them whole. */
    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(database.jdbcUrl(), "postgres", "postgres");
        try (Statement settings = connection.createStatement()) {
            for (String way : List.of("seqscan", "bitmapscan", "hashjoin", "mergejoin")) {
                settings.execute("SET enable_" + way + " = off");
            }
        }
        return connection;
    }

    private Set<String> scanned(String sql) throws SQLException {
        Plans plans = new Plans(Dialect.POSTGRESQL);
        try (Connection connection = plans.explaining(connect());
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeQuery();
        }
        return plans.scanned(sql);
    }

    @ParameterizedTest
    @ValueSource(strings = {"generation = 1", "generation > 1"})
    void takesNoConditionOnALaterColumnForTheUseOfAnIndex(String later) throws SQLException {
        assertThat(scanned("SELECT purpose FROM keys WHERE " + later)).containsExactly("keys");
    }

    @ParameterizedTest
    @ValueSource(strings = {"purpose = 'x'", "purpose > 'x'", "generation = 1 AND purpose = 'x'"})
    void takesAConditionOnTheFirstColumnForTheUseOfAnIndex(String leading) throws SQLException {
        assertThat(scanned("SELECT purpose FROM keys WHERE " + leading)).isEmpty();
    }

    @AfterAll
    static void usesIndexes() {
        assertThatIndexesAreUsed(PLANS);
    }
}
