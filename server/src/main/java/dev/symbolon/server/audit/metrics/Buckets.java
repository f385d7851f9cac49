package dev.symbolon.server.audit.metrics;

import java.time.Duration;
import java.util.stream.LongStream;

/** The bounds of the histograms of durations: from a signature by the fastest key to a request that nobody waits for any more. */
final class Buckets {

    private static final long[] MICROSECONDS = {
        100,
        250,
        500,
        1_000,
        2_500,
        5_000,
        10_000,
        25_000,
        50_000,
        100_000,
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000
    };

    private Buckets() {}

    static Duration[] durations() {
        return LongStream.of(MICROSECONDS)
                .mapToObj(microseconds -> Duration.ofNanos(1_000 * microseconds))
                .toArray(Duration[]::new);
    }
}
