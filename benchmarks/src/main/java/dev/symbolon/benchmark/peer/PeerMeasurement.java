package dev.symbolon.benchmark.peer;

import dev.symbolon.benchmark.Plan;
import dev.symbolon.benchmark.load.ClosedLoop;
import dev.symbolon.benchmark.load.Latencies;
import dev.symbolon.benchmark.load.Load;
import dev.symbolon.benchmark.load.Operation;
import dev.symbolon.benchmark.load.Tally;
import dev.symbolon.benchmark.load.Window;
import dev.symbolon.benchmark.report.Report;
import dev.symbolon.benchmark.report.Row;
import dev.symbolon.benchmark.target.Algorithms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Measures a peer in several windows, whose medians count, as those of the provider do. */
final class PeerMeasurement {

    private static final String ALGORITHMS = Algorithms.RS256.toString();

    private final Plan plan;
    private final Peer peer;
    private final RunningPeer running;
    private final Report report;

    PeerMeasurement(Plan plan, Peer peer, RunningPeer running, Report report) {
        this.plan = plan;
        this.peer = peer;
        this.running = running;
        this.report = report;
    }

    /**
     * Measures one piece of work.
     *
     * @param name of the row, without the peer's
     * @param suffix of the row's name
     */
    void run(String name, String suffix, Operation operation, Load load, int rounds) {
        List<Window> windows = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Load next = round == 0 ? load : load.during(plan.measured().dividedBy(5), plan.measured());
            windows.add(ClosedLoop.run(next, operation, running::cpu));
        }
        Tally tally = new Tally();
        windows.forEach(window -> tally.addAll(window.tally()));
        report.add(new Row(
                subject(name, suffix),
                median(windows, Window::operationsPerSecond),
                median(windows, Window::cpuMilliseconds),
                Optional.empty(),
                Row.Latency.of(tally),
                tally.errors(),
                running.residentMegabytes()));
        tally.failures().forEach((reason, count) -> report.remark(count + " × " + reason));
    }

    /** How long it takes from the start of its process to the first answer of discovery, with a database that is there. */
    void starts(int times) {
        List<Duration> cpu = new ArrayList<>();
        Latencies took = new Latencies();
        for (int i = 0; i < times; i++) {
            took.add(running.restart().toNanos());
            cpu.add(running.ownCpu());
        }
        Row.Latency latency = Row.Latency.of(took);
        report.add(new Row(
                subject("start", ""),
                1000 / latency.p50(),
                median(cpu, duration -> duration.toNanos() / 1e6),
                Optional.empty(),
                latency,
                0,
                running.residentMegabytes()));
    }

    private Row.Subject subject(String name, String suffix) {
        return new Row.Subject(
                name + "/" + peer.name() + suffix, peer.isDurable() ? "postgresql" : "memory", ALGORITHMS);
    }

    private static <T> double median(List<T> values, ToDoubleFunction<T> value) {
        double[] sorted = values.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
