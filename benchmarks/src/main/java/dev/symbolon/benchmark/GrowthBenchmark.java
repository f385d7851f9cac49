package dev.symbolon.benchmark;

import dev.symbolon.benchmark.growth.Population;
import dev.symbolon.benchmark.growth.Population.Member;
import dev.symbolon.benchmark.growth.Size;
import dev.symbolon.benchmark.http.HttpConnection;
import dev.symbolon.benchmark.load.Operation;
import dev.symbolon.benchmark.load.Side;
import dev.symbolon.benchmark.load.Window;
import dev.symbolon.benchmark.report.Comparison;
import dev.symbolon.benchmark.report.Medians;
import dev.symbolon.benchmark.report.Report;
import dev.symbolon.benchmark.report.Row;
import dev.symbolon.benchmark.target.Application;
import dev.symbolon.benchmark.target.HybridFlow;
import dev.symbolon.benchmark.target.Seed;
import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * The silent hybrid flow of users and clients drawn at random, with little and with much in the database. Both providers run at the
 * same time and take turns under load, so that whatever else the machine does meets both. The floor of the second is the first.
 */
final class GrowthBenchmark {

    private final Plan plan;
    private final Report report;

    private GrowthBenchmark(Plan plan, Report report) {
        this.plan = plan;
        this.report = report;
    }

    static void run(Plan plan, Size grown, Report report) {
        new GrowthBenchmark(plan, report).run(grown);
    }

    /** A provider that has been filled, and what it has shown so far. */
    private record Settled(MeasuredProvider provider, Side side, List<Window> windows) {

        void measure(Duration warmUp, Duration measured) {
            windows.add(side.work(warmUp, measured));
        }

        Row row(Row.Subject subject, Optional<Comparison> comparison) {
            return Medians.row(subject, windows, comparison, provider.residentMegabytes());
        }

        Comparison beside(Settled other) {
            return Comparison.of(IntStream.range(0, windows.size())
                    .mapToObj(round -> new Comparison.Round(
                            windows.get(round).cpuMilliseconds(),
                            other.windows.get(round).cpuMilliseconds()))
                    .toList());
        }
    }

    private void run(Size grown) {
        Seed seed = new Seed(plan.algorithms(), 1);
        try (MeasuredProvider one = MeasuredProvider.start(plan.store(), seed);
                MeasuredProvider other = MeasuredProvider.start(plan.store(), seed)) {
            Settled small = settle(one, seed, Size.SMALL);
            Settled large = settle(other, seed, grown);
            for (int round = 0; round < plan.rounds(); round++) {
                small.measure(plan.onset(round), plan.measured());
                large.measure(plan.onset(round), plan.measured());
            }
            report.add(small.row(subject("flow, small database"), Optional.empty()));
            report.add(large.row(subject("flow, large database"), Optional.of(large.beside(small))));
        }
    }

    private Settled settle(MeasuredProvider provider, Seed seed, Size size) {
        Target target = provider.target(Seed.web());
        SignedIn template = SignedIn.all(target, seed.everybody()).getFirst();
        goThrough(target, template);
        provider.stop();
        long begun = System.nanoTime();
        List<Member> members = new Population(provider.store(), size).settle();
        report.remark(size + ", made in "
                + Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s");
        provider.startAgain();
        List<Operation> flows = new ArrayList<>();
        members.forEach(member -> flows.add(flow(target, template, member)));
        Operation any = connection ->
                flows.get(ThreadLocalRandom.current().nextInt(flows.size())).perform(connection);
        return new Settled(
                provider, new Side(provider.issuer(), plan.clients(), any, provider::cpu), new ArrayList<>());
    }

    /** Leaves one row of each kind in the database. */
    private static void goThrough(Target target, SignedIn person) {
        try (HttpConnection connection = HttpConnection.to(target.issuer())) {
            new HybridFlow(target, List.of(person)).perform(connection);
        } catch (IOException e) {
            throw new BenchmarkException("the flow cannot be gone through", e);
        }
    }

    private static Operation flow(Target target, SignedIn template, Member member) {
        Application application = target.application().withId(member.client());
        String cookies = template.cookies().replaceFirst("(symbolon_session)=[^;]*", "$1=" + member.session());
        return new HybridFlow(target.with(application), List.of(new SignedIn(template.person(), cookies)));
    }

    private Row.Subject subject(String name) {
        return new Row.Subject(name, plan.store().toString(), plan.algorithms().toString());
    }
}
