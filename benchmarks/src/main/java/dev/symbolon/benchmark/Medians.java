package dev.symbolon.benchmark;

import dev.symbolon.benchmark.load.Tally;
import dev.symbolon.benchmark.load.Window;
import dev.symbolon.benchmark.report.Row;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What several rounds come to: one that something else disturbed does not count. */
final class Medians {

    private Medians() {}

    /** Percentiles are those of all rounds together, and no error is left out. */
    static Row row(Row.Subject subject, List<Window> windows, Optional<Double> floor, double residentMegabytes) {
        Tally tally = new Tally();
        windows.forEach(window -> tally.addAll(window.tally()));
        return new Row(
                subject,
                of(windows, Window::operationsPerSecond),
                of(windows, Window::cpuMilliseconds),
                floor,
                Row.Latency.of(tally),
                tally.errors(),
                residentMegabytes);
    }

    static <T> double of(List<T> rounds, ToDoubleFunction<T> value) {
        double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
