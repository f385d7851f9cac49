package dev.symbolon.benchmark.peer;

import dev.symbolon.benchmark.Plan;
import dev.symbolon.benchmark.load.Latencies;
import dev.symbolon.benchmark.load.Side;
import dev.symbolon.benchmark.load.Window;
import dev.symbolon.benchmark.report.Comparison;
import dev.symbolon.benchmark.report.Medians;
import dev.symbolon.benchmark.report.Report;
import dev.symbolon.benchmark.report.Row;
import dev.symbolon.benchmark.target.Algorithms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures a peer in several windows, whose medians count, as those of the provider do. The floor of a peer is the provider. */
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
     * Has the peer and the provider take turns at one piece of work.
     *
     * @param name of the row, without the peer's
     * @param warmUp of the peer; the provider is warm
     * @param measured in each turn
     */
    void run(String name, Side own, Side provider, Duration warmUp, Duration measured) {
        Duration onset = measured.dividedBy(5);
        List<Window> windows = new ArrayList<>();
        List<Comparison.Round> rounds = new ArrayList<>();
        for (int round = 0; round < plan.rounds(); round++) {
            Window window = own.work(round == 0 ? warmUp : onset, measured);
            windows.add(window);
            rounds.add(new Comparison.Round(
                    window.cpuMilliseconds(), provider.work(onset, measured).cpuMilliseconds()));
        }
        report.add(
                Medians.row(subject(name), windows, Optional.of(Comparison.of(rounds)), running.residentMegabytes()));
        windows.forEach(
                window -> window.tally().failures().forEach((reason, count) -> report.remark(count + " × " + reason)));
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
                subject("start/" + peer.name()),
                1000 / latency.p50(),
                Medians.of(cpu, duration -> duration.toNanos() / 1e6),
                Optional.empty(),
                latency,
                0,
                running.residentMegabytes()));
    }

    private Row.Subject subject(String name) {
        return new Row.Subject(name, peer.isDurable() ? "postgresql" : "memory", ALGORITHMS);
    }
}
