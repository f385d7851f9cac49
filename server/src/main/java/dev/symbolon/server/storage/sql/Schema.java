package dev.symbolon.server.storage.sql;

import dev.symbolon.server.storage.UnusableStorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the tables of a database up to date.
 *
 * <p>Migrations are named after the release that they come with: {@code V1_2} is the second of release 1. What a release adds,
 * the one before it can live with, so that both may run at once while nodes are upgraded one by one; what nothing needs any
 * more goes a release later.
 */
final class Schema {

    /** Every migration, oldest first. */
    static final List<String> MIGRATIONS =
            List.of("1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "1.10", "1.11", "1.12");

    private static final String APPLIED =
            "SELECT version FROM flyway_schema_history WHERE success AND version IS NOT NULL ORDER BY installed_rank";

    private Schema() {}

    /**
     * Looks first whether there is anything to do, because Flyway takes its time.
     *
     * @throws UnusableStorageException if the database is of too new a release, or cannot be brought up to date
     */
    static void migrate(DataSource dataSource, Link link, Dialect dialect, String database) {
        List<String> applied = applied(link);
        refuseTooNew(applied, database);
        if (applied.containsAll(MIGRATIONS)) {
            return;
        }
        if (applied.isEmpty()) {
            tryToMakeATable(dataSource, database);
        }
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(dataSource)
                    .locations("classpath:dev/symbolon/server/storage/sql/migrations")
                    .placeholders(dialect.placeholders())
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw refused(database, e);
        }
    }

    /** Where it may make none, Flyway would find that out ten times, with a second in between. */
    private static void tryToMakeATable(DataSource dataSource, String database) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("CREATE TABLE symbolon_trial (id INTEGER)");
            connection.rollback();
        } catch (SQLException e) {
            throw refused(database, e);
        }
    }

    private static UnusableStorageException refused(String database, Exception reason) {
        return new UnusableStorageException(
                "the tables of " + database + " cannot be brought up to date: " + Reasons.of(reason), reason);
    }

    /** None if there are no tables yet; Flyway says it better if something is wrong. */
    private static List<String> applied(Link link) {
        try {
            return link.all(APPLIED, Row::text);
        } catch (SQLException e) {
            return List.of();
        }
    }

    private static void refuseTooNew(List<String> applied, String database) {
        int known = latestRelease(MIGRATIONS);
        int latest = latestRelease(applied);
        if (latest > known + 1) {
            throw new UnusableStorageException(database + " was last used by release " + latest
                    + " of Symbolon; this is release " + known + ", which can work with it no more. Start release "
                    + (latest - 1) + " or newer.");
        }
    }

    private static int latestRelease(List<String> versions) {
        return versions.stream()
                .mapToInt(version -> Integer.parseInt(version.replaceFirst("\\..*", "")))
                .max()
                .orElse(0);
    }
}
