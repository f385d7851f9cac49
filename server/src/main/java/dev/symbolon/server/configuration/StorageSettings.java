package dev.symbolon.server.configuration;

import dev.symbolon.protocol.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** Which database there is. */
public sealed interface StorageSettings {

    /** The embedded one, in a single file. */
    record Sqlite(Path file) implements StorageSettings {}

    /**
     * @param url for JDBC, beginning with {@code jdbc:postgresql:}, without user and password
     * @param user absent means the name of the system's user
     * @param poolSize the most connections at a time
     */
    record PostgreSql(String url, Optional<String> user, Optional<Secret> password, int poolSize)
            implements StorageSettings {}
}
