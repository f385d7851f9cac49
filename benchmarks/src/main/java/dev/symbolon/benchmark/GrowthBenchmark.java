package dev.symbolon.benchmark;

import dev.symbolon.benchmark.growth.Population;
import dev.symbolon.benchmark.growth.Population.Member;
import dev.symbolon.benchmark.growth.Size;
import dev.symbolon.benchmark.http.HttpConnection;
import dev.symbolon.benchmark.load.Operation;
import dev.symbolon.benchmark.report.Report;
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

    private void run(Size grown) {
        Seed seed = new Seed(plan.algorithms(), 1);
        try (MeasuredProvider one = MeasuredProvider.start(plan.store(), seed);
                MeasuredProvider other = MeasuredProvider.start(plan.store(), seed)) {
            Contestant small = settle(one, seed, Size.SMALL);
            Contestant large = settle(other, seed, grown);
            Contestant.takeTurns(plan, small, large);
            report.add(small.row(plan.subject("flow, small database"), Optional.empty()));
            report.add(large.row(plan.subject("flow, large database"), Optional.of(large.beside(small))));
        }
    }

    private Contestant settle(MeasuredProvider provider, Seed seed, Size size) {
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
        return Contestant.at(any, provider, plan);
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
}
