package dev.symbolon.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static Comparison of(double... ratios) {
        return Comparison.of(DoubleStream.of(ratios)
                .mapToObj(ratio -> new Comparison.Round(ratio, 1))
                .toList());
    }

    @Test
    void comparesEachRoundWithItsOwnFloor() {
        Comparison comparison = Comparison.of(
                List.of(new Comparison.Round(2, 1), new Comparison.Round(20, 10), new Comparison.Round(4, 2)));

        assertThat(comparison).isEqualTo(new Comparison(2, 2, 2, 2));
    }

    @Test
    void isNotMovedByARoundThatSomethingElseDisturbed() {
        assertThat(of(1.2, 1.3, 9).ratio()).isEqualTo(1.3);
    }

    @Test
    void saysBetweenWhichRatiosTheMiddleHalfOfTheRoundsIs() {
        Comparison comparison = of(5, 1, 4, 2, 3);

        assertThat(comparison.low()).isEqualTo(2);
        assertThat(comparison.ratio()).isEqualTo(3);
        assertThat(comparison.high()).isEqualTo(4);
    }

    @Test
    void takesWhatIsBetweenTwoRoundsInProportion() {
        Comparison comparison = of(1, 2);

        assertThat(comparison.low()).isCloseTo(1.25, within(1e-9));
        assertThat(comparison.ratio()).isCloseTo(1.5, within(1e-9));
        assertThat(comparison.high()).isCloseTo(1.75, within(1e-9));
    }

    @Test
    void ofOneRoundIsThatRound() {
        assertThat(of(1.5)).isEqualTo(new Comparison(1, 1.5, 1.5, 1.5));
    }
}
