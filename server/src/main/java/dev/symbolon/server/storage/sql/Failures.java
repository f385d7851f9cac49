package dev.symbolon.server.storage.sql;

import dev.symbolon.server.storage.StorageUnavailableException;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/** Says what became of work that failed. */
final class Failures {

    private Failures() {}

    /** Keeps statements and their values out of messages, because those end in logs. */
    static Jdbi withoutValues(Jdbi jdbi) {
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        return jdbi;
    }

    static RuntimeException translated(RuntimeException failure, Dialect dialect) {
        boolean unavailable =
                sqlException(failure).filter(dialect::isUnavailable).isPresent();
        return unavailable ? new StorageUnavailableException("the database does not answer", failure) : failure;
    }

    static boolean isConflict(RuntimeException failure, Dialect dialect) {
        return sqlException(failure).filter(dialect::isConflict).isPresent();
    }

    static Optional<SQLException> sqlException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
