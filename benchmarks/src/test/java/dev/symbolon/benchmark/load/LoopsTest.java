package dev.symbolon.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopsTest {

    /** Nobody listens there, and the operations here do not ask. */
    private static final Load ONE_CLIENT =
            new Load(URI.create("http://localhost:1"), 1, Duration.ZERO, Duration.ofMillis(600));

    @Test
    void countsWhatWaitsForAClientFromTheMomentInWhichItWasDue() {
        Window window = OpenLoop.run(ONE_CLIENT, 100, connection -> pause(100), () -> Duration.ZERO);

        assertThat(window.tally().done().longest()).isGreaterThan(Duration.ofMillis(200));
    }

    @Test
    void countsNoFailureAsSuccess() {
        Window window = ClosedLoop.run(
                ONE_CLIENT,
                connection -> {
                    throw new WrongAnswer("not what was asked for");
                },
                () -> Duration.ZERO);

        assertThat(window.tally().done().count()).isZero();
        assertThat(window.tally().failures()).containsOnlyKeys("not what was asked for");
    }

    @Test
    void keepsRefusalsApart() {
        Window window = ClosedLoop.run(
                ONE_CLIENT,
                connection -> {
                    pause(1);
                    throw new Refusal();
                },
                () -> Duration.ZERO);

        assertThat(window.tally().done().count()).isZero();
        assertThat(window.tally().errors()).isZero();
        assertThat(window.tally().refused().count()).isPositive();
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
