package dev.symbolon.server.storage.sql;

import java.sql.SQLException;

/** Statements, and what they yield. It may be run more than once: until it has gone through, it has not happened. */
@FunctionalInterface
interface Work<T> {
    T on(Link link) throws SQLException;
}
