package dev.symbolon.server.storage.sql;

import static dev.symbolon.server.storage.Samples.ADA;
import static dev.symbolon.server.storage.Samples.NOW;
import static dev.symbolon.server.storage.Samples.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Scope;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.Authorizations.Redemption;
import dev.symbolon.server.authorization.Pending;
import dev.symbolon.server.storage.Declarations;
import dev.symbolon.server.storage.Race;
import dev.symbolon.server.storage.Samples;
import dev.symbolon.server.storage.Storage;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Changes on PostgreSQL beside bad ones, cut connections and each other")
class PostgresNeighboursTest {

    private static final String CUT = """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE application_name = 'symbolon' AND datname = current_database()""";

    @RegisterExtension
    private static final PostgresServer SERVER = new PostgresServer();

    private final PostgresServer.Database database = SERVER.createDatabase();
    private final Authorization fresh = Samples.authorization("first");
    private Storage storage;

    @BeforeEach
    void open() {
        storage = database.open();
        storage.declare(Declarations.of(List.of(), List.of(), List.of(Samples.user(ADA, "ada"))));
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private Link link() throws SQLException {
        return new Link(DriverManager.getConnection(database.jdbcUrl(), "postgres", "postgres"));
    }

    /** PostgreSQL keeps no NUL. */
    private boolean begins(int i) {
        try {
            storage.sessions().begin(Samples.session(i % 8 == 0 ? "bad\0" + i : "good" + i, ADA));
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    @Test
    void areNotSpoiltByABadOne() throws SQLException {
        AtomicInteger next = new AtomicInteger();

        List<Boolean> begun = Race.of(64, () -> begins(next.incrementAndGet()));

        assertThat(begun).filteredOn(success -> !success).hasSize(8);
        try (Link link = link()) {
            assertThat(link.first("SELECT count(*) FROM sessions", Row::count)).contains(56L);
        }
    }

    @Test
    void goThroughAlthoughTheConnectionsAreCut() throws SQLException {
        storage.sessions().begin(Samples.session("one", ADA));
        storage.sessions().find(Samples.session("one", ADA).id());

        try (Link link = link()) {
            link.all(CUT, Row::text);
        }

        assertThat(storage.authorizations().redeem(fresh).await()).isEqualTo(new Redemption.First(fresh));
        assertThat(storage.sessions().find(Samples.session("one", ADA).id())).isPresent();
    }

    @Test
    void waitForAWithdrawalThatIsUnderWay() throws Exception {
        storage.consents().grant(ADA, WEB, fresh.approval().permissions(), Scope.empty(), NOW);
        try (Link withdrawing = link();
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Redemption> redemption = withdrawing.inTransaction(link -> {
                link.update("UPDATE consents SET withdrawn = 1");
                Pending<Redemption> pending = storage.authorizations().redeem(fresh);
                untilSomebodyWaits(link);
                return executor.submit(pending::await);
            });

            assertThat(redemption.get()).isEqualTo(new Redemption.Over());
        }
    }

    private static void untilSomebodyWaits(Link link) throws SQLException {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (link.first("SELECT count(*) FROM pg_locks WHERE NOT granted", Row::count)
                                .orElseThrow()
                        == 0
                && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }
}
