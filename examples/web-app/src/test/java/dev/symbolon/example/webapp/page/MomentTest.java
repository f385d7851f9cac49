package dev.symbolon.example.webapp.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, now",
        "59, in 59 s",
        "598, in 9 min 58 s",
        "-61, 1 min 1 s ago",
        "3660, in 1 h 1 min",
        "-90000, 1 d 1 h ago"
    })
    void saysHowFarOffATimeIs(long seconds, String expected) {
        assertThat(Moment.distance(NOW.plusSeconds(seconds), NOW)).isEqualTo(expected);
    }
}
