package dev.symbolon.client;

import dev.symbolon.client.CheckResult.Outcome;
import dev.symbolon.client.CheckResult.Part;
import dev.symbolon.protocol.json.JsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Makes the checks of one login and keeps the record of them. */
final class Checks {

    private final Set<Check> skipped;
    private final List<CheckResult> results = new ArrayList<>();

    Checks(Set<Check> skipped) {
        this.skipped = skipped;
    }

    boolean skips(Check check) {
        return skipped.contains(check);
    }

    void check(Check check, Part part, Supplier<Finding> look) {
        if (skips(check)) {
            results.add(new CheckResult(check, part, Outcome.SKIPPED, "the application leaves this check out"));
            return;
        }
        switch (found(look)) {
            case Finding.Holds(String detail) -> results.add(new CheckResult(check, part, Outcome.PASSED, detail));
            case Finding.DoesNotApply(String detail) ->
                results.add(new CheckResult(check, part, Outcome.NOT_APPLICABLE, detail));
            case Finding.Fails(Reason reason, String detail) -> throw new OpenIdFailure.Invalid(reason, detail);
        }
    }

    private static Finding found(Supplier<Finding> look) {
        try {
            return look.get();
        } catch (JsonException e) {
            return new Finding.Fails(Reason.CLAIM_MALFORMED, e.getMessage());
        }
    }

    List<CheckResult> results() {
        return List.copyOf(results);
    }
}
