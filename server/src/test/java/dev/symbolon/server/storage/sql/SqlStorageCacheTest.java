package dev.symbolon.server.storage.sql;

import static dev.symbolon.server.storage.Samples.REPORTS;
import static dev.symbolon.server.storage.Samples.WEB;
import static dev.symbolon.server.storage.Samples.api;
import static dev.symbolon.server.storage.Samples.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.server.storage.Declarations;
import dev.symbolon.server.storage.Declarations.Absent;
import dev.symbolon.server.storage.Declarations.Present;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a node remembers what another has changed. */
class SqlStorageCacheTest {

    @TempDir
    private Path folder;

    private final AtomicLong nanoseconds = new AtomicLong();
    private SqlStorage node;
    private SqlStorage other;

    @BeforeEach
    void open() {
        node = new SqlStorage(SqliteDatabase.open(folder.resolve("symbolon.db")), nanoseconds::get);
        other = SqlStorage.sqlite(folder.resolve("symbolon.db"));
        other.declare(Declarations.of(List.of(client(WEB, "Old")), List.of(api()), List.of()));
    }

    @AfterEach
    void close() {
        node.close();
        other.close();
    }

    @Test
    void seesAChangeOfAnotherNodeAfterFiveSeconds() {
        assertThat(node.clients().find(WEB)).contains(client(WEB, "Old"));

        other.declare(Declarations.of(List.of(client(WEB, "New")), List.of(), List.of()));

        assertThat(node.clients().find(WEB)).contains(client(WEB, "Old"));
        nanoseconds.addAndGet(TimeUnit.SECONDS.toNanos(5));
        assertThat(node.clients().find(WEB)).contains(client(WEB, "New"));
    }

    @Test
    void seesTheEndOfAnApiAfterFiveSeconds() {
        assertThat(node.apis().find(REPORTS)).isPresent();

        other.declare(new Declarations(
                new Present(List.of(), List.of(), List.of()), new Absent(List.of(), List.of(REPORTS), List.of())));

        nanoseconds.addAndGet(TimeUnit.SECONDS.toNanos(5));
        assertThat(node.apis().find(REPORTS)).isEmpty();
    }
}
