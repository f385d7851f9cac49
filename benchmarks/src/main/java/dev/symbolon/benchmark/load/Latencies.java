package dev.symbolon.benchmark.load;

import java.time.Duration;
import java.util.Arrays;

/** How long things took: every single one, so that percentiles are exact. For one thread at a time. */
public final class Latencies {

    private long[] nanoseconds = new long[4096];
    private int count;

    public void add(long nanos) {
        if (count == nanoseconds.length) {
            nanoseconds = Arrays.copyOf(nanoseconds, 2 * count);
        }
        nanoseconds[count++] = nanos;
    }

    public void addAll(Latencies others) {
        for (int i = 0; i < others.count; i++) {
            add(others.nanoseconds[i]);
        }
    }

    public int count() {
        return count;
    }

    /** The least that {@code percent} of all are not above; zero if there are none. */
    public Duration percentile(double percent) {
        if (count == 0) {
            return Duration.ZERO;
        }
        long[] sorted = Arrays.copyOf(nanoseconds, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * count);
        return Duration.ofNanos(sorted[Math.max(0, rank - 1)]);
    }

    public Duration longest() {
        return percentile(100);
    }
}
