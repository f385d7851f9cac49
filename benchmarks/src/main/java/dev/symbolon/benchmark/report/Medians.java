package dev.symbolon.benchmark.report;

import dev.symbolon.benchmark.load.Tally;
import dev.symbolon.benchmark.load.Window;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What several rounds come to: one that something else disturbed does not count. */
public final class Medians {

    private Medians() {}

    /** Percentiles are those of all rounds together, and no error is left out. */
    public static Row row(
            Row.Subject subject, List<Window> windows, Optional<Comparison> comparison, double residentMegabytes) {
        Tally tally = new Tally();
        windows.forEach(window -> tally.addAll(window.tally()));
        return new Row(
                subject,
                of(windows, Window::operationsPerSecond),
                of(windows, Window::cpuMilliseconds),
                comparison,
                Row.Latency.of(tally),
                tally.errors(),
                residentMegabytes);
    }

    public static <T> double of(List<T> rounds, ToDoubleFunction<T> value) {
        return quantile(rounds, value, 0.5);
    }

    /** What the given share of the rounds does not exceed, between two rounds in proportion. */
    static <T> double quantile(List<T> rounds, ToDoubleFunction<T> value, double share) {
        double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
