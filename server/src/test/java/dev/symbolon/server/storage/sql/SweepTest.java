package dev.symbolon.server.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {

    @TempDir
    private Path folder;

    private static List<String> texts(Path file, String sql) throws SQLException {
        try (Link link = new Link(DriverManager.getConnection("jdbc:sqlite:" + file))) {
            return link.all(sql, Row::text);
        }
    }

    @Test
    void sweepsEveryTableWhoseRowsExpire() throws SQLException {
        Path file = folder.resolve("symbolon.db");
        SqlStorage.sqlite(file).close();

        List<String> expiring = texts(file, """
                SELECT tables.name FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
                WHERE tables.type = 'table' AND columns.name = 'expires_at'""");

        assertThat(Sweep.TABLES)
                .extracting(Sweep.Expiring::table)
                .containsExactlyInAnyOrderElementsOf(expiring)
                .isNotEmpty();
    }

    @Test
    void knowsForEveryTableWhetherItsRowsExpire() throws SQLException {
        Path file = folder.resolve("symbolon.db");
        SqlStorage.sqlite(file).close();

        List<String> lasting = texts(file, """
                SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'flyway%'
                AND NOT EXISTS (SELECT 1 FROM pragma_table_info(sqlite_schema.name) WHERE name = 'expires_at')""");

        assertThat(lasting)
                .containsExactlyInAnyOrder("clients", "apis", "users", "consents", "keys", "leases", "registrations");
    }
}
