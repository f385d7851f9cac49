package dev.symbolon.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void tellsPercentilesExactly() {
        Latencies latencies = new Latencies();
        for (int i = 10_000; i >= 1; i--) {
            latencies.add(i);
        }

        assertThat(latencies.percentile(50)).isEqualTo(Duration.ofNanos(5_000));
        assertThat(latencies.percentile(99)).isEqualTo(Duration.ofNanos(9_900));
        assertThat(latencies.longest()).isEqualTo(Duration.ofNanos(10_000));
    }

    @Test
    void hasNothingToTellOfNothing() {
        assertThat(new Latencies().longest()).isEqualTo(Duration.ZERO);
    }
}
