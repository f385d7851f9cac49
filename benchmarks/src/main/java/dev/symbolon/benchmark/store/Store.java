package dev.symbolon.benchmark.store;

import dev.symbolon.benchmark.process.Usage;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;

/** A database that a provider can stand on, empty at first. */
public interface Store extends AutoCloseable {

    /** Makes one whose files are in this folder. */
    static Store open(StoreKind kind, Path folder) {
        return switch (kind) {
            case SQLITE -> new SqliteStore(folder.resolve("symbolon.db"));
            case POSTGRESQL -> PostgresqlStore.start(folder.resolve("postgresql"));
        };
    }

    StoreKind kind();

    /** The settings by which a provider finds it. */
    Map<String, String> environment();

    /** Connections beside those of the provider, whose commits are as durable. */
    DataSource dataSource();

    /** What its own processes have used so far, if it has any. */
    Usage usage();

    @Override
    void close();
}
