package dev.symbolon.server.storage.sql;

import dev.symbolon.server.storage.StorageUnavailableException;
import java.sql.SQLException;

/** Says what became of work that failed. */
final class Failures {

    private Failures() {}

    /** What is told of it: no message of it holds a statement's values. */
    static RuntimeException translated(SQLException failure, Dialect dialect) {
        return dialect.isUnavailable(failure)
                ? new StorageUnavailableException("the database does not answer", failure)
                : new IllegalStateException("a statement has failed", failure);
    }
}
