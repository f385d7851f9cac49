package dev.symbolon.server.storage.sql;

import static dev.symbolon.server.storage.Samples.ADA;
import static dev.symbolon.server.storage.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.server.audit.Meters;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.Authorizations;
import dev.symbolon.server.authorization.Authorizations.Redemption;
import dev.symbolon.server.authorization.Authorizations.RefreshPolicy;
import dev.symbolon.server.authorization.Authorizations.Rotation;
import dev.symbolon.server.authorization.Pending;
import dev.symbolon.server.key.StoredKey;
import dev.symbolon.server.storage.Declarations;
import dev.symbolon.server.storage.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A change that went through and is tried again, because its connection was lost before it could say so")
class RepeatedChangesTest {

    private static final RefreshPolicy POLICY = RefreshPolicy.rotating(Duration.ZERO, Duration.ofDays(30));

    @TempDir
    private Path folder;

    private final Authorization fresh = Samples.authorization("first");
    private SqliteDatabase database;

    /** Makes every change twice, and tells what came of the second time. */
    private record Forgetful(Database database) implements Database {

        @Override
        public <T> T read(Work<T> work) {
            return database.read(work);
        }

        @Override
        public Pending<Integer> begin(Change change) {
            database.change(change);
            return database.begin(change);
        }

        @Override
        public <T> T transaction(Work<T> work) {
            return database.transaction(work);
        }

        @Override
        public Dialect dialect() {
            return database.dialect();
        }

        @Override
        public void measure(Meters meters) {
            database.measure(meters);
        }

        @Override
        public String description() {
            return database.description();
        }

        @Override
        public void close() {
            database.close();
        }
    }

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(folder.resolve("symbolon.db"));
        Declarations ada = Declarations.of(List.of(), List.of(), List.of(Samples.user(ADA, "ada")));
        database.transaction(link -> {
            new SqlDeclarations(link).write(ada);
            return true;
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Authorizations authorizations() {
        return new SqlAuthorizations(new Forgetful(database));
    }

    @Test
    void isStillTheFirstRedemption() {
        assertThat(authorizations().redeem(fresh).await()).isEqualTo(new Redemption.First(fresh));
        assertThat(authorizations().find(fresh.id())).contains(fresh);
    }

    @Test
    void isStillAReplayOfSomebodyElses() {
        authorizations().redeem(fresh).await();

        assertThat(authorizations().redeem(fresh).await()).isEqualTo(new Redemption.Again());
    }

    @Test
    void rotatesOnce() {
        authorizations().redeem(fresh).await();

        Rotation rotation = authorizations().rotate(fresh.at(1, NOW), POLICY).await();

        assertThat(rotation).isEqualTo(new Rotation.Repeated(fresh.at(1, NOW)));
        assertThat(authorizations().find(fresh.id())).contains(fresh.at(1, NOW));
    }

    @Test
    void addsItsKey() {
        StoredKey key = new StoredKey("seal", 1, NOW, StoredKey.NEVER, "material");

        assertThat(new SqlKeys(new Forgetful(database)).add(key)).isTrue();
    }

    @Test
    void beginsItsSession() {
        new SqlSessions(new Forgetful(database)).begin(Samples.session("one", ADA));

        assertThat(new SqlSessions(database).find(Samples.session("one", ADA).id()))
                .contains(Samples.session("one", ADA));
    }
}
