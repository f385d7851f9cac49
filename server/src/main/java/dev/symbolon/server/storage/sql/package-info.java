/** The stores on SQLite and PostgreSQL, from one set of statements: the only importer of {@code java.sql} and of SQL libraries. */
@NullMarked
package dev.symbolon.server.storage.sql;

import org.jspecify.annotations.NullMarked;
