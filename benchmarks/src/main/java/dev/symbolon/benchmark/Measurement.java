package dev.symbolon.benchmark;

import dev.symbolon.benchmark.floor.Floor;
import dev.symbolon.benchmark.floor.FloorGauge;
import dev.symbolon.benchmark.http.HttpConnection;
import dev.symbolon.benchmark.http.HttpConnection.Exchange;
import dev.symbolon.benchmark.load.Operation;
import dev.symbolon.benchmark.load.Side;
import dev.symbolon.benchmark.load.Window;
import dev.symbolon.benchmark.report.Comparison;
import dev.symbolon.benchmark.report.Medians;
import dev.symbolon.benchmark.report.Report;
import dev.symbolon.benchmark.report.Row;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures one piece of work in several rounds, each of which has a window under load and then the floor, so that whatever else the
 * machine does meets both. What is reported are the medians.
 */
final class Measurement implements AutoCloseable {

    private final Plan plan;
    private final MeasuredProvider provider;
    private final Report report;
    private final FloorGauge gauge;

    Measurement(Plan plan, MeasuredProvider provider, Report report) {
        this.plan = plan;
        this.provider = provider;
        this.report = report;
        this.gauge = new FloorGauge(provider.store(), provider.folder(), plan.warmUp(), plan.floorMeasured());
    }

    private record Round(Window window, Floor floor) {

        Comparison.Round compared() {
            return new Comparison.Round(window.cpuMilliseconds(), floor.milliseconds());
        }
    }

    void run(Work work) {
        List<Exchange> exchanges = observed(provider.issuer(), work.operation());
        Side side = side(work.operation());
        List<Round> rounds = new ArrayList<>();
        for (int round = 0; round < plan.rounds(); round++) {
            Window window = side.work(plan.onset(round), plan.measured());
            rounds.add(new Round(window, gauge.measure(work.needs(), exchanges, plan.clients())));
        }
        report.add(row(work.name(), rounds));
        report.remark("floor: " + rounds.getLast().floor());
        rounds.forEach(round ->
                round.window().tally().failures().forEach((reason, count) -> report.remark(count + " × " + reason)));
    }

    /** The provider doing that. */
    Side side(Operation operation) {
        return new Side(provider.issuer(), plan.clients(), operation, provider::cpu);
    }

    private Row row(String name, List<Round> rounds) {
        return Medians.row(
                plan.subject(name),
                rounds.stream().map(Round::window).toList(),
                Optional.of(Comparison.of(rounds.stream().map(Round::compared).toList())),
                provider.residentMegabytes());
    }

    @Override
    public void close() {
        gauge.close();
    }

    /** The exchanges of one operation. */
    private static List<Exchange> observed(URI server, Operation operation) {
        List<Exchange> exchanges = new ArrayList<>();
        try (HttpConnection connection = HttpConnection.observed(server, exchanges::add)) {
            operation.perform(connection);
            return exchanges;
        } catch (IOException e) {
            throw new BenchmarkException("what is to be measured does not even work once", e);
        }
    }
}
