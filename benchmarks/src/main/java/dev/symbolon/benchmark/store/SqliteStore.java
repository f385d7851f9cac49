package dev.symbolon.benchmark.store;

import dev.symbolon.benchmark.process.Usage;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/** SQLite, which works in the provider's own process. */
public record SqliteStore(Path file) implements Store {

    @Override
    public StoreKind kind() {
        return StoreKind.SQLITE;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("SYMBOLON_STORAGE_FILE", file.toString());
    }

    @Override
    public DataSource dataSource() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    @Override
    public Usage usage() {
        return Usage.NONE;
    }

    /** The file goes with the folder that it is in. */
    @Override
    public void close() {}
}
