package dev.symbolon.benchmark.load;

import java.util.Map;
import java.util.TreeMap;

/** What became of the operations of one window. For one thread at a time. */
public final class Tally {

    private final Latencies done = new Latencies();
    private final Latencies refused = new Latencies();
    private final Map<String, Integer> failures = new TreeMap<>();

    void addDone(long nanos) {
        done.add(nanos);
    }

    void addRefused(long nanos) {
        refused.add(nanos);
    }

    void addFailure(String reason) {
        failures.merge(reason, 1, Integer::sum);
    }

    public void addAll(Tally other) {
        done.addAll(other.done);
        refused.addAll(other.refused);
        other.failures.forEach((reason, count) -> failures.merge(reason, count, Integer::sum));
    }

    /** How long those took that went as they should. */
    public Latencies done() {
        return done;
    }

    /** How long it took to be told that there is too much to do. */
    public Latencies refused() {
        return refused;
    }

    /** What went wrong, and how often. */
    public Map<String, Integer> failures() {
        return Map.copyOf(failures);
    }

    public int errors() {
        return failures.values().stream().mapToInt(Integer::intValue).sum();
    }
}
