package dev.symbolon.server.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.symbolon.server.storage.Storage;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("How SQLite finds what the stores want")
class SqlitePlansTest extends PlansContract {

    private static final Plans PLANS = new Plans(Dialect.SQLITE);

    @TempDir
    private Path folder;

    @Override
    protected Storage open() {
        Path file = folder.resolve("symbolon.db");
        SqlStorage.sqlite(file).close();
        try {
            return new SqlStorage(
                    new ExplainedDatabase(Dialect.SQLITE, DriverManager.getConnection("jdbc:sqlite:" + file), PLANS),
                    Ticker.systemTicker());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void usesIndexes() {
        assertThatIndexesAreUsed(PLANS);
    }

    /** Those stay for a day or longer, and whoever begins many leaves many. */
    @AfterAll
    static void passesOverRequestsOfAPersonThatHaveExpired() {
        assertThat(PLANS.searchesBySqlite("backchannel_requests"))
                .filteredOn(search -> search.contains("subject=?"))
                .hasSize(3)
                .allMatch(search -> search.endsWith("(subject=? AND expires_at>?)"));
    }
}
