package dev.symbolon.benchmark.store;

import dev.symbolon.benchmark.process.Usage;
import java.nio.file.Path;
import java.util.Map;

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
    public Usage usage() {
        return Usage.NONE;
    }

    /** The file goes with the folder that it is in. */
    @Override
    public void close() {}
}
