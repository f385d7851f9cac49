package dev.symbolon.server.storage.sql;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A connection with the statements that it has prepared, each of them once. For one thread at a time. */
final class Link implements AutoCloseable {

    /** The SQLSTATE of a commit of which nobody knows whether it has gone through. */
    static final String OUTCOME_UNKNOWN = "08007";

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Link(Connection connection) {
        this.connection = connection;
    }

    <T> List<T> all(String sql, Row.Mapping<T> mapping, Object... values) throws SQLException {
        PreparedStatement statement = prepared(sql);
        bind(statement, values);
        try (ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            Row row = new Row(rows);
            while (row.next()) {
                all.add(mapping.of(row));
            }
            return all;
        } catch (SQLException e) {
            throw forgetting(sql, e);
        }
    }

    <T> Optional<T> first(String sql, Row.Mapping<T> mapping, Object... values) throws SQLException {
        PreparedStatement statement = prepared(sql);
        bind(statement, values);
        try (ResultSet rows = statement.executeQuery()) {
            Row row = new Row(rows);
            return row.next() ? Optional.of(mapping.of(row)) : Optional.empty();
        } catch (SQLException e) {
            throw forgetting(sql, e);
        }
    }

    /** @return how many rows it has changed */
    int update(String sql, Object... values) throws SQLException {
        PreparedStatement statement = prepared(sql);
        bind(statement, values);
        try {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw forgetting(sql, e);
        }
    }

    /** Runs a statement for each of the values in one round trip, and outside of a transaction altogether or not at all. */
    int[] updateAll(String sql, List<List<Object>> values) throws SQLException {
        PreparedStatement statement = prepared(sql);
        try {
            for (List<Object> one : values) {
                bind(statement, one.toArray());
                statement.addBatch();
            }
            return statement.executeBatch();
        } catch (BatchUpdateException e) {
            throw forgetting(sql, e.getNextException() == null ? e : e.getNextException());
        }
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known != null) {
            return known;
        }
        PreparedStatement statement = connection.prepareStatement(sql);
        prepared.put(sql, statement);
        return statement;
    }

    /** SQLite's driver gives a statement up that has failed, for instance because the disk is full: the next one is prepared anew. */
    private SQLException forgetting(String sql, SQLException failure) {
        PreparedStatement failed = prepared.remove(sql);
        if (failed != null) {
            try {
                failed.close();
            } catch (SQLException e) {
                failure.addSuppressed(e);
            }
        }
        return failure;
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case String text -> statement.setString(i + 1, text);
                case Integer number -> statement.setInt(i + 1, number);
                case Long number -> statement.setLong(i + 1, number);
                case Optional<?> text
                when text.isPresent() -> statement.setString(i + 1, text.get().toString());
                case Optional<?> _ -> statement.setNull(i + 1, Types.VARCHAR);
                default -> throw new IllegalArgumentException("no column holds a " + values[i].getClass());
            }
        }
    }

    /** Does the work altogether or not at all. */
    <T> T inTransaction(Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.on(this);
            commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            rollBack(e);
            throw e;
        } finally {
            if (!isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    private void commit() throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw isClosed() ? new SQLException("the connection was lost while committing", OUTCOME_UNKNOWN, e) : e;
        }
    }

    private void rollBack(Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /** Whether the other end is there; waits a second at most. */
    boolean isAlive() {
        try {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Whether the driver has given it up. */
    boolean isClosed() {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            return;
        }
    }
}
