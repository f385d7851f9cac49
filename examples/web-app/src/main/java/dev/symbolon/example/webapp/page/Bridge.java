package dev.symbolon.example.webapp.page;

import dev.symbolon.client.CheckResult;
import dev.symbolon.client.CheckResult.Outcome;
import java.util.List;

/**
 * One thing that holds the two halves of a sign-in together, as the SDK has checked it.
 *
 * @param name as it is called on the wire
 * @param meaning what it proves, in one sentence
 * @param comparisons what was compared, one for each place
 */
record Bridge(String name, String meaning, List<Comparison> comparisons) {

    /**
     * What the SDK did in one place, and the values, taken anew from the tokens.
     *
     * @param sides what was held against each other; empty if there was nothing to compare, or the SDK does not show it
     */
    record Comparison(CheckResult result, List<Side> sides) {}

    /** One of the values that must be equal. */
    record Side(String source, String value) {}

    /** Passed if it held wherever there was something to compare. */
    Outcome outcome() {
        List<Outcome> outcomes = comparisons.stream()
                .map(comparison -> comparison.result().outcome())
                .toList();
        if (outcomes.contains(Outcome.PASSED)) {
            return Outcome.PASSED;
        }
        return outcomes.contains(Outcome.SKIPPED) ? Outcome.SKIPPED : Outcome.NOT_APPLICABLE;
    }
}
