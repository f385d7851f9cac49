package dev.symbolon.proof;

import dev.symbolon.benchmark.load.Latencies;
import dev.symbolon.benchmark.store.PostgresqlStore.Stop;
import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import dev.symbolon.proof.Watch.Outcome;
import dev.symbolon.proof.Watch.Sight;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Stops PostgreSQL under load and starts it again: it tidies up, or crashes. */
final class OutageProof {

    private static final int PEOPLE = 8;
    private static final Duration QUICK = Duration.ofSeconds(1);
    private static final Duration RECOVERED_IN = Duration.ofSeconds(2);
    private static final Duration LOAD_BEFORE_AND_AFTER = Duration.ofSeconds(5);

    private final Plan plan;
    private final Claims claims;
    private final Claim honest;
    private final Claim quick;
    private final Claim onlyWhileAway;
    private final Claim nothingWrong;
    private final Inquiry.Findings findings;

    /**
     * How to stop it.
     *
     * @param away how long it is away each time
     */
    record Plan(int nodes, int rounds, Duration away) {}

    OutageProof(Plan plan, Claims claims) {
        this.plan = plan;
        this.claims = claims;
        this.honest = claims.claim("what cannot be done is answered with 503 and Retry-After");
        this.quick = claims.claim("and within a second (99 of 100)");
        this.onlyWhileAway = claims.claim("errors come only while it is away, or within 2 s after");
        this.nothingWrong = claims.claim("nothing good is refused under load");
        this.findings = Inquiry.Findings.in(claims);
    }

    void run() throws InterruptedException {
        claims.begin("outage: PostgreSQL stops " + plan.rounds() + " times for "
                + plan.away().toSeconds() + " s under " + plan.nodes() + (plan.nodes() == 1 ? " node" : " nodes"));
        Registrations registrations = new Registrations(PEOPLE, 2, "id-token-algorithm: ES256");
        try (Cluster cluster = Cluster.start(plan.nodes(), registrations, Map.of())) {
            List<SignedIn> people = cluster.signEverybodyIn();
            Target target = cluster.target();
            Inquiry inquiry = new Inquiry(target, cluster.addresses(), findings);
            Ledger ledger = Ledger.of(people);
            for (int round = 0; round < plan.rounds(); round++) {
                for (Stop how : Stop.values()) {
                    stopAndStart(cluster, target, people, ledger, how);
                    inquiry.run(ledger);
                }
            }
        }
    }

    private void stopAndStart(Cluster cluster, Target target, List<SignedIn> people, Ledger ledger, Stop how)
            throws InterruptedException {
        Watch watch = new Watch();
        long stopped;
        long back;
        try (Visitors _ = Visitors.at(target, cluster.addresses(), people, ledger, nothingWrong, watch)) {
            Thread.sleep(LOAD_BEFORE_AND_AFTER);
            stopped = System.nanoTime();
            cluster.store().stop(how);
            Thread.sleep(plan.away());
            cluster.store().startAgain();
            back = System.nanoTime();
            Thread.sleep(LOAD_BEFORE_AND_AFTER);
        }
        judge(watch.sights(), how, stopped, back);
    }

    private void judge(List<Sight> sights, Stop how, long stopped, long back) {
        Latencies unavailable = new Latencies();
        long lastError = back;
        for (Sight sight : sights) {
            if (sight.outcome() == Outcome.ANSWERED) {
                onlyWhileAway.hold();
                continue;
            }
            honest.check(sight.outcome() == Outcome.UNAVAILABLE, sight.what());
            unavailable.add(sight.ended() - sight.begun());
            boolean meanwhile = sight.ended() >= stopped && sight.begun() <= back + RECOVERED_IN.toNanos();
            onlyWhileAway.check(meanwhile, sight.ended() < stopped ? "before" : "later than 2 s after");
            lastError = Math.max(lastError, sight.ended());
        }
        Duration slow = unavailable.percentile(99);
        quick.check(slow.compareTo(QUICK) <= 0, "p99 is " + slow.toMillis() + " ms");
        claims.remark(
                "%s: %,d answers 503, p50 %,d ms, p99 %,d ms, longest %,d ms; the last error %,d ms after it was back"
                        .formatted(
                                how,
                                unavailable.count(),
                                unavailable.percentile(50).toMillis(),
                                slow.toMillis(),
                                unavailable.longest().toMillis(),
                                Duration.ofNanos(lastError - back).toMillis()));
    }
}
