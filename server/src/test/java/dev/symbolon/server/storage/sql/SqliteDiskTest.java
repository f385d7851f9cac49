package dev.symbolon.server.storage.sql;

import static dev.symbolon.server.storage.Samples.ADA;
import static dev.symbolon.server.storage.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.server.storage.Race;
import dev.symbolon.server.storage.Samples;
import dev.symbolon.server.storage.StorageUnavailableException;
import dev.symbolon.server.user.FailedSignIns.Tally;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes that cannot be made: of a full disk, and beside others that can. */
class SqliteDiskTest {

    @TempDir
    private Path folder;

    private SqliteDatabase database;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(folder.resolve("symbolon.db"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private int pages(String pragma) {
        return database.transaction(
                link -> link.first("PRAGMA " + pragma, Row::number).orElseThrow());
    }

    private void writeUntilItIsFull() {
        SqlSessions sessions = new SqlSessions(database);
        for (int i = 0; i < 10_000; i++) {
            sessions.begin(Samples.session("session " + i, ADA));
        }
    }

    @Test
    void saysThatAFullDiskIsUnavailableAndGoesOnWhenThereIsRoom() {
        int full = pages("page_count") + 5;
        pages("max_page_count = " + full);

        assertThatThrownBy(this::writeUntilItIsFull).isInstanceOf(StorageUnavailableException.class);

        pages("max_page_count = 1000000");
        assertThat(new SqlFailedSignIns(database).add(ADA, NOW)).isEqualTo(new Tally(1, NOW));
        assertThat(database.<List<String>>read(link -> link.all("PRAGMA integrity_check", Row::text)))
                .containsExactly("ok");
    }

    @Test
    void letsABadWriteSpoilNoneOfItsNeighbours() {
        AtomicInteger next = new AtomicInteger();

        List<Boolean> succeeded = Race.of(64, () -> succeeds(next.incrementAndGet()));

        assertThat(succeeded).filteredOn(success -> !success).hasSize(8);
        assertThat(database.<Long>read(link ->
                        link.first("SELECT count(*) FROM clients", Row::count).orElseThrow()))
                .isEqualTo(56);
    }

    private boolean succeeds(int i) {
        String column = i % 8 == 0 ? "no_such_column" : "document";
        try {
            database.change(Change.of("INSERT INTO clients (client_id, " + column + ") VALUES (?, '')", "", "web" + i));
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
