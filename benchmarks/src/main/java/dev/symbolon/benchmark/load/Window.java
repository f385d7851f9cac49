package dev.symbolon.benchmark.load;

import java.time.Duration;

/**
 * What was seen while measuring.
 *
 * @param length how long that was
 * @param cpu what everything that was measured used meanwhile
 */
public record Window(Tally tally, Duration length, Duration cpu) {

    public double operationsPerSecond() {
        return tally.done().count() / seconds(length);
    }

    /** Milliseconds of CPU time for each operation that succeeded. */
    public double cpuMilliseconds() {
        return 1000 * seconds(cpu) / tally.done().count();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
