package dev.symbolon.server.storage.sql;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteException;

/** Says on one line why a database cannot be used, and what an operator can do about it. */
final class Reasons {

    private static final String DAMAGED =
            "it is damaged; go back to a backup by symbolon restore FILE, which keeps this one beside it";

    private static final Map<Integer, String> SQLITE = Map.of(
            5, "another program keeps it locked; find it by: fuser -v FILE",
            8, "it or its folder cannot be written to",
            11, DAMAGED,
            13, "there is no space left for it; make room and start again, nothing of it is lost",
            14, "it or its folder cannot be written to",
            26, DAMAGED);

    private static final Map<String, String> POSTGRESQL = Map.of(
            "28P01", "look at storage.user and storage.password-file",
            "28000", "look at storage.user, and at pg_hba.conf of the server",
            "3D000", "make it by: createdb --owner=USER NAME",
            "53300", "lower storage.pool-size, or raise max_connections of the server",
            "25006", "it is a standby or set to read only; name the primary in storage.url",
            "42501", "the user must own the database, or may CREATE in its schema",
            "08001", "is it running, and is the address right?");

    private Reasons() {}

    static String of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return hint(found)
                        .map(hint -> firstLine(found).replaceFirst("\\.+$", "") + ": " + hint)
                        .orElseGet(() -> firstLine(found));
            }
        }
        return firstLine(failure);
    }

    private static Optional<String> hint(SQLException e) {
        return e instanceof SQLiteException
                ? Optional.ofNullable(SQLITE.get(e.getErrorCode() & 0xff))
                : Optional.ofNullable(e.getSQLState()).map(POSTGRESQL::get);
    }

    private static String firstLine(Throwable e) {
        return Optional.ofNullable(e.getMessage())
                .flatMap(message -> message.lines().findFirst())
                .orElseGet(() -> e.getClass().getSimpleName());
    }
}
