package dev.symbolon.benchmark.growth;

import dev.symbolon.benchmark.store.StoreKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** The indexes of a table beside its keys: to fill it without them and make them afterwards takes a fraction of the time. */
final class Indexes {

    private final Map<String, String> definitions;

    private Indexes(Map<String, String> definitions) {
        this.definitions = definitions;
    }

    /** Takes them away. */
    static Indexes drop(Connection connection, StoreKind kind, String table) throws SQLException {
        Indexes indexes = new Indexes(read(connection, kind, table));
        for (String name : indexes.definitions.keySet()) {
            execute(connection, "DROP INDEX " + name);
        }
        connection.commit();
        return indexes;
    }

    private static Map<String, String> read(Connection connection, StoreKind kind, String table) throws SQLException {
        String query = switch (kind) {
            case SQLITE ->
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = '" + table
                        + "'";
            case POSTGRESQL ->
                "SELECT indexname, indexdef FROM pg_indexes WHERE indexdef NOT LIKE '%UNIQUE%' AND tablename = '"
                        + table + "'";
        };
        Map<String, String> definitions = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                definitions.put(found.getString(1), found.getString(2));
            }
        }
        return definitions;
    }

    /** Makes them again. */
    void create(Connection connection) throws SQLException {
        for (String definition : definitions.values()) {
            execute(connection, definition);
        }
        connection.commit();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
