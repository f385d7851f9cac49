package dev.symbolon.server.storage.sql;

import static dev.symbolon.server.storage.Samples.client;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.storage.Declarations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many clients a node remembers. */
class CachedClientsTest {

    @TempDir
    private Path folder;

    private SqlStorage storage;
    private Database database;
    private CachedClients clients;

    @BeforeEach
    void open() {
        Path file = folder.resolve("symbolon.db");
        storage = SqlStorage.sqlite(file);
        database = SqliteDatabase.open(file);
        clients = new CachedClients(new SqlClients(database), Duration.ofDays(1), Ticker.disabledTicker());
    }

    @AfterEach
    void close() {
        database.close();
        storage.close();
    }

    private void find(int count, String name) {
        List<Client> declared = IntStream.range(0, count)
                .mapToObj(i -> client(new ClientId("client-" + i), name))
                .toList();
        storage.declare(Declarations.of(declared, List.of(), List.of()));
        declared.forEach(one -> assertThat(clients.find(one.id())).contains(one));
    }

    @Test
    void isFewIfTheyAreLong() {
        find(300, "x".repeat(100_000));

        assertThat(clients.remembered()).isBetween(100L, 170L);
    }

    @Test
    void isManyIfTheyAreShort() {
        find(1_000, "Web");

        assertThat(clients.remembered()).isEqualTo(1_000);
    }

    @Test
    void isManyEvenIfThereAreNone() {
        for (int i = 0; i < 40_000; i++) {
            assertThat(clients.find(new ClientId("absent-" + i))).isEmpty();
        }

        assertThat(clients.remembered()).isBetween(30_000L, 33_600L);
    }
}
