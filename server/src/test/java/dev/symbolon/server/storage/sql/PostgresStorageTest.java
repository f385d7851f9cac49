package dev.symbolon.server.storage.sql;

import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.storage.StorageContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Storage on PostgreSQL")
class PostgresStorageTest extends StorageContract {

    @RegisterExtension
    private static final PostgresServer SERVER = new PostgresServer();

    private final PostgresServer.Database database = SERVER.createMigratedDatabase();

    @Override
    protected Storage open() {
        return database.open();
    }
}
