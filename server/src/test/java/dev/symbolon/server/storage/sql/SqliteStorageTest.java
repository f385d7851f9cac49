package dev.symbolon.server.storage.sql;

import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.storage.StorageContract;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Storage on SQLite")
class SqliteStorageTest extends StorageContract {

    @TempDir
    private Path folder;

    @Override
    protected Storage open() {
        return SqlStorage.sqlite(folder.resolve("symbolon.db"));
    }
}
