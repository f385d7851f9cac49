package dev.symbolon.benchmark.growth;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Copies the one row of a table many times within the database, with other values in some columns. Both engines understand the
 * statements.
 */
final class Copies {

    private static final int AT_ONCE = 100_000;

    private final Connection connection;
    private final String table;
    private final String template;

    /** @param template the condition that only the row to copy meets */
    Copies(Connection connection, String table, String template) {
        this.connection = connection;
        this.table = table;
        this.template = template;
    }

    /**
     * Adds rows.
     *
     * @param changed expressions by column, in which {@code n} is the number of the copy, from 0 on
     */
    void add(int count, Map<String, String> changed) throws SQLException {
        String columns = String.join(", ", columns());
        String values = String.join(
                ", ",
                columns().stream()
                        .map(column -> changed.getOrDefault(column, column))
                        .toList());
        for (int from = 0; from < count; from += AT_ONCE) {
            int last = Math.min(count, from + AT_ONCE) - 1;
            execute("""
                    WITH RECURSIVE numbers(n) AS (
                        SELECT CAST(%d AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < %d)
                    INSERT INTO %s (%s) SELECT %s FROM numbers, (SELECT * FROM %s WHERE %s LIMIT 1) AS template
                    """.formatted(from, last, table, columns, values, table, template));
            connection.commit();
        }
    }

    /** A statement that adds one row, in which the values of these columns are set: its parameters are in their order. */
    PreparedStatement prepare(List<String> set) throws SQLException {
        List<String> others =
                columns().stream().filter(column -> !set.contains(column)).toList();
        String columns = String.join(", ", set) + ", " + String.join(", ", others);
        String parameters = String.join(", ", Collections.nCopies(set.size(), "?"));
        return connection.prepareStatement(
                "INSERT INTO %s (%s) SELECT %s, %s FROM (SELECT * FROM %s WHERE %s LIMIT 1) AS t"
                        .formatted(table, columns, parameters, String.join(", ", others), table, template));
    }

    private List<String> columns() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
            ResultSetMetaData found = none.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= found.getColumnCount(); i++) {
                columns.add(found.getColumnName(i).toLowerCase(Locale.ROOT));
            }
            return columns;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
