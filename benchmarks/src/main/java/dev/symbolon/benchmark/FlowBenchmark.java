package dev.symbolon.benchmark;

import dev.symbolon.benchmark.floor.CommitFloor;
import dev.symbolon.benchmark.floor.ExchangeFloor;
import dev.symbolon.benchmark.floor.Floor;
import dev.symbolon.benchmark.floor.SignatureFloor;
import dev.symbolon.benchmark.http.HttpConnection;
import dev.symbolon.benchmark.http.HttpConnection.Exchange;
import dev.symbolon.benchmark.load.ClosedLoop;
import dev.symbolon.benchmark.load.Load;
import dev.symbolon.benchmark.load.Window;
import dev.symbolon.benchmark.report.Report;
import dev.symbolon.benchmark.report.Row;
import dev.symbolon.benchmark.target.HybridFlow;
import dev.symbolon.benchmark.target.Seed;
import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The silent hybrid flow, beside its floor: four signatures, two exchanges, one durable commit. */
final class FlowBenchmark {

    private final Plan plan;
    private final Report report;

    FlowBenchmark(Plan plan, Report report) {
        this.plan = plan;
        this.report = report;
    }

    void run() {
        Seed seed = new Seed(plan.algorithms(), plan.people());
        try (MeasuredProvider provider = MeasuredProvider.start(plan.store(), seed)) {
            Target target = provider.target(Seed.web());
            report.remark("process " + provider.pid() + ", signing " + plan.people() + " people in …");
            HybridFlow flow = new HybridFlow(target, SignedIn.all(target, seed.everybody()));
            List<Exchange> exchanges = observed(target, flow);
            Load load = plan.load(target.issuer());
            report.remark("warming up for " + plan.warmUp().toSeconds() + " s …");
            Window window = ClosedLoop.run(load, flow, provider::cpu);
            double resident = provider.residentMegabytes();
            Floor floor = floor(exchanges, load, provider);
            report.add(new Row(
                    new Row.Subject(
                            "hybrid flow",
                            plan.store().toString(),
                            plan.algorithms().toString()),
                    window.operationsPerSecond(),
                    window.cpuMilliseconds(),
                    Optional.of(floor.milliseconds()),
                    Row.Latency.of(window.tally()),
                    window.tally().errors(),
                    resident));
            report.remark("floor: " + floor);
            window.tally().failures().forEach((reason, count) -> report.remark(count + " × " + reason));
        }
    }

    private static List<Exchange> observed(Target target, HybridFlow flow) {
        List<Exchange> exchanges = new ArrayList<>();
        try (HttpConnection connection = HttpConnection.observed(target.issuer(), exchanges::add)) {
            flow.perform(connection);
            return exchanges;
        } catch (IOException e) {
            throw new BenchmarkException("the flow cannot be gone through", e);
        }
    }

    private Floor floor(List<Exchange> exchanges, Load load, MeasuredProvider provider) {
        double idToken = SignatureFloor.milliseconds(plan.algorithms().idToken(), plan.floorMeasured());
        double accessToken = SignatureFloor.milliseconds(plan.algorithms().accessToken(), plan.floorMeasured());
        double exchanged = ExchangeFloor.milliseconds(
                exchanges, load.during(plan.measured(), plan.floorMeasured()), provider.folder());
        double committed = CommitFloor.sqliteMilliseconds(provider.folder(), plan.floorMeasured());
        return new Floor(List.of(
                new Floor.Part("2 ID tokens", 2 * idToken),
                new Floor.Part("2 access tokens", 2 * accessToken),
                new Floor.Part("2 exchanges", exchanged),
                new Floor.Part("commit", committed)));
    }
}
