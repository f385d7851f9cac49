package dev.symbolon.server.storage.sql;

import dev.symbolon.server.storage.UnusableStorageException;
import java.util.Arrays;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/**
 * Brings the tables of a database up to date.
 *
 * <p>Migrations are named after the release that they come with: {@code V1_2} is the second of release 1. What a release adds,
 * the one before it can live with, so that both may run at once while nodes are upgraded one by one; what nothing needs any
 * more goes a release later.
 */
final class Schema {

    private Schema() {}

    /** @throws UnusableStorageException if the database is of too new a release, or cannot be brought up to date */
    static void migrate(DataSource dataSource, Dialect dialect, String database) {
        Flyway flyway = Flyway.configure(Schema.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:dev/symbolon/server/storage/sql/migrations")
                .placeholders(dialect.placeholders())
                .load();
        try {
            refuseTooNew(flyway.info().all(), database);
            flyway.migrate();
        } catch (FlywayException e) {
            throw new UnusableStorageException(
                    "the tables of " + database + " cannot be brought up to date: " + e.getMessage(), e);
        }
    }

    private static void refuseTooNew(MigrationInfo[] migrations, String database) {
        int known = latestRelease(migrations, migration -> migration.getState().isResolved());
        int applied =
                latestRelease(migrations, migration -> migration.getState().isApplied());
        if (applied > known + 1) {
            throw new UnusableStorageException(database + " was last used by release " + applied
                    + " of Symbolon; this is release " + known + ", which can work with it no more. Start release "
                    + (applied - 1) + " or newer.");
        }
    }

    private static int latestRelease(MigrationInfo[] migrations, Predicate<MigrationInfo> considered) {
        return Arrays.stream(migrations)
                .filter(considered)
                .map(MigrationInfo::getVersion)
                .filter(version -> version != null)
                .mapToInt(version -> version.getMajor().intValueExact())
                .max()
                .orElse(0);
    }
}
