package dev.symbolon.benchmark.report;

import dev.symbolon.benchmark.load.Latencies;
import dev.symbolon.benchmark.load.Tally;
import dev.symbolon.protocol.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/**
 * What was measured of one operation.
 *
 * @param cpu milliseconds of CPU time for one operation, the database included
 * @param comparison with what it cannot do without or with somebody else, if that was measured
 * @param residentMegabytes of memory, after the load
 */
public record Row(
        Subject subject,
        double operationsPerSecond,
        double cpu,
        Optional<Comparison> comparison,
        Latency latency,
        int errors,
        double residentMegabytes) {

    /** What it was that was measured. */
    public record Subject(String name, String store, String algorithms) {}

    /** In milliseconds. */
    public record Latency(double p50, double p90, double p99, double longest) {

        public static Latency of(Tally tally) {
            return of(tally.done());
        }

        public static Latency of(Latencies latencies) {
            return new Latency(at(latencies, 50), at(latencies, 90), at(latencies, 99), at(latencies, 100));
        }

        private static double at(Latencies latencies, double percent) {
            return latencies.percentile(percent).toNanos() / 1e6;
        }
    }

    /** The row as an object, whose members other programs rely on. */
    public JsonObject json() {
        return JsonObject.empty()
                .with("name", subject.name())
                .with("store", subject.store())
                .with("alg", subject.algorithms())
                .with("ops_per_s", rounded(operationsPerSecond, 1))
                .with("cpu_ms_per_op", rounded(cpu, 4))
                .with("floor_ms", comparison.map(value -> rounded(value.floor(), 4)))
                .with("ratio", comparison.map(value -> rounded(value.ratio(), 3)))
                .with("ratio_low", comparison.map(value -> rounded(value.low(), 3)))
                .with("ratio_high", comparison.map(value -> rounded(value.high(), 3)))
                .with("p50_ms", rounded(latency.p50(), 2))
                .with("p90_ms", rounded(latency.p90(), 2))
                .with("p99_ms", rounded(latency.p99(), 2))
                .with("max_ms", rounded(latency.longest(), 2))
                .with("errors", errors)
                .with("rss_mb", rounded(residentMegabytes, 1));
    }

    private static BigDecimal rounded(double value, int digits) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP)
                : BigDecimal.ZERO;
    }

    static String header() {
        return String.format(
                "%-33s %-10s %-6s %9s %8s %8s %6s %11s %8s %8s %8s %8s %7s %7s",
                "name",
                "store",
                "alg",
                "ops/s",
                "CPU ms",
                "floor ms",
                "ratio",
                "half",
                "p50 ms",
                "p90 ms",
                "p99 ms",
                "max ms",
                "errors",
                "RSS MB");
    }

    /** The row under {@link #header}. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%-33s %-10s %-6s %9.1f %8.3f %8s %6s %11s %8.2f %8.2f %8.2f %8.2f %7d %7.0f",
                subject.name(),
                subject.store(),
                subject.algorithms(),
                operationsPerSecond,
                cpu,
                text("%.3f", comparison.map(Comparison::floor)),
                text("%.2f", comparison.map(Comparison::ratio)),
                comparison.map(Row::half).orElse("-"),
                latency.p50(),
                latency.p90(),
                latency.p99(),
                latency.longest(),
                errors,
                residentMegabytes);
    }

    /** Between which ratios the middle half of the rounds is. */
    private static String half(Comparison comparison) {
        return String.format(Locale.ROOT, "%.2f–%.2f", comparison.low(), comparison.high());
    }

    private static String text(String format, Optional<Double> value) {
        return value.map(present -> String.format(Locale.ROOT, format, present)).orElse("-");
    }
}
