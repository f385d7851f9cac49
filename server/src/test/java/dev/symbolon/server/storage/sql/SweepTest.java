package dev.symbolon.server.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {

    @TempDir
    private Path folder;

    @Test
    void sweepsEveryTableWhoseRowsExpire() {
        Path file = folder.resolve("symbolon.db");
        SqlStorage.sqlite(file).close();

        List<String> expiring = Jdbi.create("jdbc:sqlite:" + file)
                .withHandle(
                        handle -> handle.createQuery("""
                        SELECT tables.name FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
                        WHERE tables.type = 'table' AND columns.name = 'expires_at'""").mapTo(String.class).list());

        assertThat(Sweep.TABLES)
                .extracting(Sweep.Expiring::table)
                .containsExactlyInAnyOrderElementsOf(expiring)
                .isNotEmpty();
    }

    @Test
    void knowsForEveryTableWhetherItsRowsExpire() {
        Path file = folder.resolve("symbolon.db");
        SqlStorage.sqlite(file).close();

        List<String> lasting = Jdbi.create("jdbc:sqlite:" + file)
                .withHandle(
                        handle -> handle.createQuery("""
                        SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'flyway%'
                        AND NOT EXISTS (SELECT 1 FROM pragma_table_info(sqlite_schema.name) WHERE name = 'expires_at')""").mapTo(String.class).list());

        assertThat(lasting).containsExactlyInAnyOrder("clients", "apis", "users", "consents", "keys");
    }
}
