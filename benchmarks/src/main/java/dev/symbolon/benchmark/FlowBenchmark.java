package dev.symbolon.benchmark;

import dev.symbolon.benchmark.floor.Needs;
import dev.symbolon.benchmark.report.Report;
import dev.symbolon.benchmark.target.Algorithms;
import dev.symbolon.benchmark.target.HybridFlow;
import dev.symbolon.benchmark.target.Seed;
import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;

/** The silent hybrid flow: four signatures, two exchanges, one durable commit. */
final class FlowBenchmark {

    private FlowBenchmark() {}

    static void run(Plan plan, Report report) {
        Seed seed = new Seed(plan.algorithms(), plan.people());
        try (MeasuredProvider provider = MeasuredProvider.start(plan.store(), seed);
                Measurement measurement = new Measurement(plan, provider, report)) {
            Target target = provider.target(Seed.web());
            report.remark("provider is process " + provider.pid() + "; signing " + plan.people() + " people in …");
            HybridFlow flow = new HybridFlow(target, SignedIn.all(target, seed.everybody()));
            measurement.run(new Work("hybrid flow", flow, needs(plan.algorithms())));
        }
    }

    static Needs needs(Algorithms algorithms) {
        return Needs.signatures(
                        algorithms.idToken(), algorithms.accessToken(), algorithms.idToken(), algorithms.accessToken())
                .andCommit();
    }
}
