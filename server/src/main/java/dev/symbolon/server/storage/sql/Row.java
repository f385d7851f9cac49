package dev.symbolon.server.storage.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** A row of an answer; its columns are read from left to right. */
final class Row {

    /** Makes a value of a row. */
    @FunctionalInterface
    interface Mapping<T> {
        T of(Row row) throws SQLException;
    }

    private final ResultSet rows;
    private int column;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    boolean next() throws SQLException {
        column = 0;
        return rows.next();
    }

    String text() throws SQLException {
        return rows.getString(++column);
    }

    Optional<String> optionalText() throws SQLException {
        return Optional.ofNullable(rows.getString(++column));
    }

    int number() throws SQLException {
        return rows.getInt(++column);
    }

    long count() throws SQLException {
        return rows.getLong(++column);
    }

    boolean flag() throws SQLException {
        return rows.getInt(++column) != 0;
    }

    Instant instant() throws SQLException {
        return Instant.ofEpochMilli(rows.getLong(++column));
    }
}
