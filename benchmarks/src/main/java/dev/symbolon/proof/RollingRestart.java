package dev.symbolon.proof;

import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import dev.symbolon.proof.Watch.Outcome;
import java.net.URI;
import java.util.List;

/** Restarts one node after the other under load, as an upgrade does. */
final class RollingRestart {

    private final Cluster cluster;
    private final Target target;
    private final List<SignedIn> people;
    private final Claim nothingFails;

    RollingRestart(Cluster cluster, List<SignedIn> people, Claims claims) {
        this.cluster = cluster;
        this.target = cluster.target();
        this.people = people;
        this.nothingFails = claims.claim("a rolling restart under load fails no flow");
    }

    void run() throws InterruptedException {
        Watch watch = new Watch();
        List<URI> balancer = List.of(cluster.balancer().address());
        try (Visitors _ = Visitors.at(target, balancer, people, new Ledger(), nothingFails, watch)) {
            for (Node node : cluster.nodes()) {
                node.stop();
                node.startAgain();
                cluster.balancer().awaitReady();
                Thread.sleep(500);
            }
        }
        watch.sights().forEach(sight -> nothingFails.check(sight.outcome() == Outcome.ANSWERED, sight.what()));
    }
}
