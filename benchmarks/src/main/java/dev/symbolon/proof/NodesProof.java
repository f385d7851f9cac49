package dev.symbolon.proof;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.target.SignedIn;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Three nodes on one PostgreSQL behind a balancer: what one knows all know, and none of them is needed. */
final class NodesProof {

    private static final int NODES = 3;
    private static final int PEOPLE = 8;
    private static final int APPLICATIONS = 12;
    private static final int CODES_IN_A_ROUND = 1_000;
    private static final int REFRESHES_IN_A_ROUND = 150;
    private static final int SESSIONS_IN_A_ROUND = 20;

    private final int rounds;
    private final Claims claims;

    NodesProof(int rounds, Claims claims) {
        this.rounds = rounds;
        this.claims = claims;
    }

    void run() throws InterruptedException {
        claims.begin("nodes: three behind a balancer on one PostgreSQL, " + rounds + " times");
        Registrations registrations = new Registrations(PEOPLE, APPLICATIONS, "id-token-algorithm: ES256");
        try (Cluster cluster = Cluster.start(NODES, registrations, Map.of())) {
            List<SignedIn> people = cluster.signEverybodyIn();
            Agreement agreement = new Agreement(cluster, people, claims);
            RollingRestart restart = new RollingRestart(cluster, people, claims);
            NodeLoss loss = new NodeLoss(cluster, people, claims);
            for (int round = 0; round < rounds; round++) {
                agreement.redeemAtOnce(CODES_IN_A_ROUND);
                agreement.refreshAtOnce(REFRESHES_IN_A_ROUND);
                agreement.signIn(SESSIONS_IN_A_ROUND);
                agreement.change(1 + round % (APPLICATIONS - 1));
                restart.run();
                loss.run();
            }
        } catch (IOException e) {
            throw new BenchmarkException("a node does not answer: " + e.getMessage(), e);
        }
    }
}
