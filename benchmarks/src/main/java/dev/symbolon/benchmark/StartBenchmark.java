package dev.symbolon.benchmark;

import dev.symbolon.benchmark.load.BySecond;
import dev.symbolon.benchmark.load.ClosedLoop;
import dev.symbolon.benchmark.load.Latencies;
import dev.symbolon.benchmark.load.Load;
import dev.symbolon.benchmark.load.Window;
import dev.symbolon.benchmark.peer.PeerBenchmark;
import dev.symbolon.benchmark.report.Report;
import dev.symbolon.benchmark.report.Row;
import dev.symbolon.benchmark.target.HybridFlow;
import dev.symbolon.benchmark.target.Seed;
import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How long a start takes with a database that there is, and how a new process fares under full load from the first second on. */
final class StartBenchmark {

    private static final int STARTS = 10;
    private static final int SECONDS = 20;
    private static final int STEADY_SECONDS = 5;
    private static final double NEARLY = 0.8;

    private final Plan plan;
    private final Report report;

    private StartBenchmark(Plan plan, Report report) {
        this.plan = plan;
        this.report = report;
    }

    /** @param peers that are to start too, if any */
    static void run(Plan plan, Optional<PeerBenchmark> peers, Report report) {
        new StartBenchmark(plan, report).run();
        peers.ifPresent(PeerBenchmark::start);
    }

    private void run() {
        Seed seed = new Seed(plan.algorithms(), plan.people());
        try (MeasuredProvider provider = MeasuredProvider.start(plan.store(), seed)) {
            Target target = provider.target(Seed.web());
            HybridFlow flow = new HybridFlow(target, SignedIn.all(target, seed.everybody()));
            // The load generator, at least, shall be warm.
            ClosedLoop.run(plan.load(provider.issuer()), flow, provider::cpu);
            startOften(provider);
            loadFromTheFirstSecond(provider, flow);
        }
    }

    private void startOften(MeasuredProvider provider) {
        Latencies took = new Latencies();
        Duration cpu = Duration.ZERO;
        double resident = 0;
        for (int i = 0; i < STARTS; i++) {
            provider.stop();
            took.add(provider.startAgain().toNanos());
            cpu = cpu.plus(provider.usage().cpu());
            resident = Math.max(resident, provider.residentMegabytes());
        }
        double milliseconds = cpu.toNanos() / 1e6 / STARTS;
        report.add(new Row(
                subject("start"),
                1000 / Row.Latency.of(took).p50(),
                milliseconds,
                Optional.empty(),
                Row.Latency.of(took),
                0,
                resident));
        report.remark(String.format(
                Locale.ROOT,
                "%d starts, the fastest in %.0f ms",
                STARTS,
                took.percentile(0).toNanos() / 1e6));
    }

    private void loadFromTheFirstSecond(MeasuredProvider provider, HybridFlow flow) {
        provider.stop();
        provider.startAgain();
        BySecond counted = new BySecond(flow, SECONDS);
        Load load = plan.load(provider.issuer()).during(Duration.ZERO, Duration.ofSeconds(SECONDS));
        Window window = ClosedLoop.run(load, counted, provider::cpu);
        report.add(new Row(
                subject("first " + SECONDS + " seconds"),
                window.operationsPerSecond(),
                window.cpuMilliseconds(),
                Optional.empty(),
                Row.Latency.of(window.tally().done()),
                window.tally().errors(),
                provider.residentMegabytes()));
        describe(counted.counts());
    }

    private void describe(int[] counts) {
        double steady = Arrays.stream(counts, SECONDS - STEADY_SECONDS, SECONDS)
                .average()
                .orElse(0);
        int reached = 0;
        while (reached < SECONDS && counts[reached] < NEARLY * steady) {
            reached++;
        }
        Latencies nearly = new Latencies();
        nearly.add(Duration.ofSeconds(reached + 1L).toNanos());
        report.add(new Row(subject("80 % of steady rate"), steady, 0, Optional.empty(), Row.Latency.of(nearly), 0, 0));
        report.remark("by second: "
                + Arrays.stream(counts).mapToObj(Integer::toString).collect(Collectors.joining(" ")));
        report.remark(String.format(
                Locale.ROOT, "steady rate %.0f/s, 80 %% of it reached in second %d", steady, reached + 1));
    }

    private Row.Subject subject(String name) {
        return new Row.Subject(name, plan.store().toString(), plan.algorithms().toString());
    }
}
