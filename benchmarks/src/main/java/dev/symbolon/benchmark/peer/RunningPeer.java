package dev.symbolon.benchmark.peer;

import dev.symbolon.benchmark.process.Checkout;
import dev.symbolon.benchmark.process.ProviderProcess;
import dev.symbolon.benchmark.store.PostgresqlStore;
import dev.symbolon.benchmark.target.Application;
import dev.symbolon.benchmark.target.Person;
import dev.symbolon.benchmark.target.Target;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A peer with a new database and files of its own, all of them gone at the end. It can be ended and started again. */
final class RunningPeer implements AutoCloseable {

    private final Peer peer;
    private final Optional<PostgresqlStore> store;
    private final Peer.Place place;
    private Optional<PeerProcess> process = Optional.empty();

    private RunningPeer(Peer peer, Optional<PostgresqlStore> store, Peer.Place place) {
        this.peer = peer;
        this.store = store;
        this.place = place;
    }

    /** Starts it, and waits until it answers. */
    static RunningPeer start(Peer peer, List<Person> people) {
        Path folder = Checkout.scratchFolder();
        Optional<PostgresqlStore> store =
                peer.isDurable() ? Optional.of(PostgresqlStore.start(folder.resolve("postgresql"))) : Optional.empty();
        OptionalInt databasePort =
                store.map(found -> OptionalInt.of(found.port())).orElse(OptionalInt.empty());
        RunningPeer running =
                new RunningPeer(peer, store, new Peer.Place(folder, ProviderProcess.freePort(), databasePort, people));
        try {
            running.restart();
            return running;
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    /**
     * Ends it if it runs, and starts it with the database that it has.
     *
     * @return how long it took until discovery answered with 200
     */
    Duration restart() {
        stop();
        PeerProcess started = peer.start(place);
        process = Optional.of(started);
        return started.awaitReady();
    }

    private void stop() {
        process.ifPresent(PeerProcess::close);
        process = Optional.empty();
    }

    URI issuer() {
        return process.orElseThrow().issuer();
    }

    Target target(Application application) {
        return Target.discover(issuer(), application);
    }

    /** What the peer and its database have used so far. */
    Duration cpu() {
        return store.map(found -> ownCpu().plus(found.usage().cpu())).orElseGet(this::ownCpu);
    }

    /** What the peer has used since it was started. */
    Duration ownCpu() {
        return process.orElseThrow().usage().cpu();
    }

    /** What the processes of the peer have in memory, without those of the database. */
    double residentMegabytes() {
        return process.orElseThrow().usage().residentMegabytes();
    }

    @Override
    public void close() {
        stop();
        store.ifPresent(PostgresqlStore::close);
        Checkout.remove(place.folder());
    }
}
