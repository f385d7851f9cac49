package dev.symbolon.benchmark.micro;

import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.Authorizations.Redemption;
import dev.symbolon.server.authorization.Authorizations.RefreshPolicy;
import dev.symbolon.server.authorization.Authorizations.Rotation;
import dev.symbolon.server.authorization.Consent;
import dev.symbolon.server.session.Session;
import dev.symbolon.server.storage.Declarations;
import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.user.User;
import dev.symbolon.server.user.Username;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The verbs of the hybrid flow and of a refresh on SQLite. One writer alone waits for a commit of its own. */
@State(Scope.Benchmark)
public class StoreBenchmark {

    private static final RefreshPolicy POLICY = RefreshPolicy.rotating(Duration.ofSeconds(30), Duration.ofDays(30));

    private final ScratchStorage scratch = ScratchStorage.open();
    private final Storage storage = scratch.storage();
    private Authorization refreshed;

    public StoreBenchmark() {
        Instant now = Instant.now();
        User user = new User(Samples.SUBJECT, new Username("ada@example.com"), "", false, JsonObject.empty());
        storage.declare(Declarations.of(List.of(), List.of(), List.of(user)));
        storage.sessions()
                .begin(new Session(
                        Samples.SESSION,
                        Samples.SESSION,
                        Samples.SUBJECT,
                        now,
                        now,
                        now,
                        now.plus(Duration.ofHours(8))));
        storage.consents()
                .grant(Samples.SUBJECT, Samples.CLIENT, Samples.PERMISSIONS, dev.symbolon.protocol.Scope.empty(), now);
        refreshed = Samples.authorization(now);
        storage.authorizations().redeem(refreshed).await();
    }

    @Benchmark
    public Optional<Session> findSession() {
        return storage.sessions().find(Samples.SESSION);
    }

    @Benchmark
    public Optional<Consent> findConsent() {
        return storage.consents().find(Samples.SUBJECT, Samples.CLIENT);
    }

    @Benchmark
    public Redemption redeem() {
        return storage.authorizations()
                .redeem(Samples.authorization(Instant.now()))
                .await();
    }

    @Benchmark
    public Rotation rotate() {
        refreshed = refreshed.at(refreshed.generation() + 1, Instant.now());
        return storage.authorizations().rotate(refreshed, POLICY).await();
    }

    @TearDown
    public void removeDatabase() {
        scratch.close();
    }
}
