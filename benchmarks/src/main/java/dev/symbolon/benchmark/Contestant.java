package dev.symbolon.benchmark;

import dev.symbolon.benchmark.load.Operation;
import dev.symbolon.benchmark.load.Side;
import dev.symbolon.benchmark.load.Window;
import dev.symbolon.benchmark.report.Comparison;
import dev.symbolon.benchmark.report.Medians;
import dev.symbolon.benchmark.report.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One of two providers that run at the same time and take turns under load, so that whatever else the machine does meets both. */
record Contestant(MeasuredProvider provider, Side side, List<Window> windows) {

    static Contestant at(Operation operation, MeasuredProvider provider, Plan plan) {
        return new Contestant(
                provider, new Side(provider.issuer(), plan.clients(), operation, provider::cpu), new ArrayList<>());
    }

    static void takeTurns(Plan plan, Contestant one, Contestant other) {
        for (int round = 0; round < plan.rounds(); round++) {
            one.windows.add(one.side.work(plan.onset(round), plan.measured()));
            other.windows.add(other.side.work(plan.onset(round), plan.measured()));
        }
    }

    Row row(Row.Subject subject, Optional<Comparison> comparison) {
        return Medians.row(subject, windows, comparison, provider.residentMegabytes());
    }

    /** Of which the other is the floor. */
    Comparison beside(Contestant other) {
        return Comparison.of(IntStream.range(0, windows.size())
                .mapToObj(round -> new Comparison.Round(
                        windows.get(round).cpuMilliseconds(),
                        other.windows.get(round).cpuMilliseconds()))
                .toList());
    }
}
