package dev.symbolon.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A thing that is done once for all who ask for it")
class SingleFlightTest {

    private final SingleFlight<String, String> flights =
            new SingleFlight<>(Duration.ofSeconds(10), InstantSource.fixed(Instant.EPOCH), 2);
    private final List<String> done = new ArrayList<>();

    private void ask(String key) {
        flights.call(key, () -> {
            done.add(key);
            return key;
        });
    }

    @Test
    void isNotDoneAgainAMomentLater() {
        ask("one");
        ask("one");

        assertThat(done).containsExactly("one");
    }

    @Test
    void isForgottenIfThereAreTooManyOthers() {
        ask("one");
        ask("two");
        ask("three");
        ask("one");
        ask("three");

        assertThat(done).containsExactly("one", "two", "three", "one");
    }
}
