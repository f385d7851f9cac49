package dev.symbolon.server.storage.sql;

import java.sql.SQLException;
import java.util.List;

/**
 * One statement that changes something and is right by itself. Running it twice leaves what running it once leaves, so that it
 * can be tried again when nobody knows whether it has gone through.
 *
 * @param key of what it changes: changes of one kind are made in the order of their keys, so that none waits for another in turn
 */
record Change(String sql, String key, List<Object> values) implements Work<Integer> {

    static Change of(String sql, String key, Object... values) {
        return new Change(sql, key, List.of(values));
    }

    /** How many rows it has changed. */
    @Override
    public Integer on(Link link) throws SQLException {
        return link.update(sql, values.toArray());
    }

    /** Without the values, because messages end in logs. */
    @Override
    public String toString() {
        return sql;
    }
}
