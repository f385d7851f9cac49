package dev.symbolon.benchmark;

import dev.symbolon.benchmark.floor.Needs;
import dev.symbolon.benchmark.peer.PeerBenchmark;
import dev.symbolon.benchmark.report.Report;
import dev.symbolon.benchmark.target.Algorithms;
import dev.symbolon.benchmark.target.Application;
import dev.symbolon.benchmark.target.HybridFlow;
import dev.symbolon.benchmark.target.Seed;
import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import java.nio.file.Path;
import java.util.Optional;

/** The silent hybrid flow: four signatures, two exchanges, one durable commit; two signatures fewer with opaque access tokens. */
final class FlowBenchmark {

    private FlowBenchmark() {}

    /** @param peers that are to take turns with the provider, if any */
    static void run(Plan plan, Optional<PeerBenchmark> peers, Report report) {
        Seed seed = new Seed(plan.algorithms(), plan.people());
        try (MeasuredProvider provider = MeasuredProvider.start(plan.store(), seed);
                Measurement measurement = new Measurement(plan, provider, report)) {
            report.remark("provider is process " + provider.pid() + "; signing " + plan.people() + " people in …");
            HybridFlow flow = flow(provider, seed, Seed.web());
            measurement.run(new Work("hybrid flow", flow, needs(plan.algorithms())));
            peers.ifPresent(others -> {
                HybridFlow opaque = flow(provider, seed, Seed.webOpaque());
                measurement.run(new Work("hybrid flow/opaque", opaque, needsOpaque(plan.algorithms())));
                others.flow(measurement.side(flow), measurement.side(opaque));
            });
        }
    }

    /**
     * The flow of this provider and of another build, taking turns: whether a change made it faster.
     *
     * @param checkout where the other one is built
     */
    static void run(Plan plan, Path checkout, Report report) {
        Seed seed = new Seed(plan.algorithms(), plan.people());
        try (MeasuredProvider provider = MeasuredProvider.start(plan.store(), seed);
                MeasuredProvider other = MeasuredProvider.start(plan.store(), seed, checkout)) {
            Contestant ours = Contestant.at(flow(provider, seed, Seed.web()), provider, plan);
            Contestant theirs = Contestant.at(flow(other, seed, Seed.web()), other, plan);
            Contestant.takeTurns(plan, ours, theirs);
            report.add(theirs.row(plan.subject("hybrid flow, other checkout"), Optional.empty()));
            report.add(ours.row(plan.subject("hybrid flow"), Optional.of(ours.beside(theirs))));
        }
    }

    private static HybridFlow flow(MeasuredProvider provider, Seed seed, Application application) {
        Target target = provider.target(application);
        return new HybridFlow(target, SignedIn.all(target, seed.everybody()));
    }

    static Needs needs(Algorithms algorithms) {
        return Needs.signatures(
                        algorithms.idToken(), algorithms.accessToken(), algorithms.idToken(), algorithms.accessToken())
                .andCommit();
    }

    private static Needs needsOpaque(Algorithms algorithms) {
        return Needs.signatures(algorithms.idToken(), algorithms.idToken()).andCommit();
    }
}
