package dev.symbolon.server.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.Secret;
import dev.symbolon.server.storage.Samples;
import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.storage.StorageUnavailableException;
import dev.symbolon.server.storage.UnusableStorageException;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is said when PostgreSQL is not there. */
class PostgresOutageTest {

    @RegisterExtension
    private final PostgresServer server = new PostgresServer();

    @Test
    void saysThatItIsUnavailableForNow() throws IOException {
        try (Storage storage = server.createDatabase().open()) {
            server.stop();

            assertThatThrownBy(() -> storage.authorizations()
                            .redeem(Samples.authorization("first"))
                            .await())
                    .isInstanceOf(StorageUnavailableException.class);
            assertThat(storage.isReady()).isFalse();
        }
    }

    @Test
    void refusesToStartWithoutTellingThePassword() {
        assertThatThrownBy(() -> SqlStorage.postgresql(
                        "jdbc:postgresql://localhost:1/none?password=in-the-address",
                        Optional.of("somebody"),
                        Optional.of(Secret.of("long-password")),
                        2))
                .isInstanceOf(UnusableStorageException.class)
                .hasMessageContaining("PostgreSQL //localhost:1/none cannot be reached")
                .hasMessageNotContainingAny("long-password", "in-the-address");
    }

    @Test
    void refusesAnotherKindOfAddress() {
        assertThatThrownBy(
                        () -> SqlStorage.postgresql("jdbc:mysql://localhost/x", Optional.empty(), Optional.empty(), 2))
                .isInstanceOf(UnusableStorageException.class)
                .hasMessageContaining("jdbc:postgresql:");
    }
}
