package dev.symbolon.benchmark.report;

import java.util.List;

/**
 * What an operation needs, beside something that was measured in turns with it, so that whatever else the machine does meets both.
 *
 * @param floor milliseconds of CPU time that the other one needs
 * @param ratio of the operation to it: the median of the ratios of all rounds
 * @param low below which a quarter of those ratios are
 * @param high above which a quarter of them are
 */
public record Comparison(double floor, double ratio, double low, double high) {

    /**
     * What a round has shown.
     *
     * @param cpu milliseconds of CPU time of the operation
     * @param floor milliseconds of CPU time of the other one
     */
    public record Round(double cpu, double floor) {

        private double ratio() {
            return cpu / floor;
        }
    }

    public static Comparison of(List<Round> rounds) {
        return new Comparison(
                Medians.of(rounds, Round::floor),
                Medians.of(rounds, Round::ratio),
                Medians.quantile(rounds, Round::ratio, 0.25),
                Medians.quantile(rounds, Round::ratio, 0.75));
    }
}
