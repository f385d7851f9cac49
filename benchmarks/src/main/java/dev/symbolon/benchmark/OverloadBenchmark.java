package dev.symbolon.benchmark;

import dev.symbolon.benchmark.load.ClosedLoop;
import dev.symbolon.benchmark.load.Load;
import dev.symbolon.benchmark.load.OpenLoop;
import dev.symbolon.benchmark.load.Trace;
import dev.symbolon.benchmark.load.Window;
import dev.symbolon.benchmark.report.Report;
import dev.symbolon.benchmark.report.Row;
import dev.symbolon.benchmark.target.ClientCredentials;
import dev.symbolon.benchmark.target.HybridFlow;
import dev.symbolon.benchmark.target.Seed;
import dev.symbolon.benchmark.target.SignInAttempt;
import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Four times the load that the provider can take, and how long it takes afterwards until all is as before. People sign in all the
 * while, at the peak as well. What the load generator needs for itself is said, since it needs four times as much too.
 */
final class OverloadBenchmark {

    private static final double TIMES = 4;
    private static final int CROWD = 1000;
    private static final int AT_THE_LOGIN_PAGE = 8;
    private static final Duration ONSET = Duration.ofSeconds(10);
    private static final Duration OVERLOAD = Duration.ofSeconds(15);
    private static final Duration AFTERWARDS = Duration.ofSeconds(15);
    private static final double PROBES_PER_SECOND = 20;
    private static final int PROBERS = 200;

    private final Plan plan;
    private final Report report;
    private final MeasuredProvider provider;

    private OverloadBenchmark(Plan plan, Report report, MeasuredProvider provider) {
        this.plan = plan;
        this.report = report;
        this.provider = provider;
    }

    static void run(Plan plan, Report report) {
        Seed seed = new Seed(plan.algorithms(), plan.people());
        Map<String, String> proxied = Map.of("SYMBOLON_LISTENER_TRUSTED_PROXIES", "127.0.0.1");
        try (MeasuredProvider provider = MeasuredProvider.start(plan.store(), seed, proxied)) {
            new OverloadBenchmark(plan, report, provider).run(seed);
        }
    }

    /** What is sent: people who are signed in, people who sign in, and programs, of which a few probe how fast all is. */
    private record Traffic(HybridFlow flow, SignInAttempt signIn, ClientCredentials tokens) {}

    private void run(Seed seed) {
        Target target = provider.target(Seed.web());
        Traffic traffic = new Traffic(
                new HybridFlow(target, SignedIn.all(target, seed.everybody())),
                new SignInAttempt(target, seed.everybody()),
                new ClientCredentials(provider.target(Seed.job())));
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
            Window peak = peak(traffic, threads);
            Window usual = OpenLoop.run(
                    probing().during(Duration.ZERO, Duration.ofSeconds(3)),
                    PROBES_PER_SECOND,
                    traffic.tokens(),
                    provider::cpu);
            add("token, before", usual);
            overload(traffic, threads, peak, usual);
        }
    }

    private Window peak(Traffic traffic, ExecutorService threads) {
        Load load = plan.load(provider.issuer());
        GeneratorClock clock = new GeneratorClock(provider::cpu);
        var people = begin(threads, traffic.signIn(), load);
        Window peak = ClosedLoop.run(load, traffic.flow(), clock);
        add("peak", peak);
        add("sign-ins, at the peak", people.join());
        remarkGenerator("at the peak", clock, peak);
        return peak;
    }

    private void overload(Traffic traffic, ExecutorService threads, Window peak, Window usual) {
        Trace probe = new Trace(traffic.tokens());
        GeneratorClock clock = new GeneratorClock(provider::cpu);
        long end = System.nanoTime() + ONSET.plus(OVERLOAD).toNanos();
        Load crowd = new Load(provider.issuer(), CROWD, ONSET, OVERLOAD);
        var people = begin(threads, traffic.signIn(), crowd);
        var probes = CompletableFuture.supplyAsync(
                () -> OpenLoop.run(
                        probing().during(ONSET, OVERLOAD.plus(AFTERWARDS)), PROBES_PER_SECOND, probe, provider::cpu),
                threads);
        Window overloaded = OpenLoop.run(crowd, TIMES * peak.operationsPerSecond(), traffic.flow(), clock);
        addOverloaded(peak, overloaded);
        remarkGenerator("while overloaded", clock, overloaded);
        add("sign-ins, overloaded", people.join());
        add("token, meanwhile, after", probes.join());
        addRecovery(probe.steps(), usual, end);
    }

    private Load probing() {
        return new Load(provider.issuer(), PROBERS, ONSET, OVERLOAD);
    }

    /** People at the login page, for as long as there is other load. */
    private CompletableFuture<Window> begin(ExecutorService threads, SignInAttempt signIn, Load beside) {
        Load people = new Load(beside.server(), AT_THE_LOGIN_PAGE, beside.warmUp(), beside.measured());
        return CompletableFuture.supplyAsync(() -> ClosedLoop.run(people, signIn, provider::cpu), threads);
    }

    private void remarkGenerator(String when, GeneratorClock clock, Window window) {
        report.remark(String.format(
                Locale.ROOT, "the load generator itself took %.2f processors %s", clock.processors(window), when));
    }

    private void addOverloaded(Window peak, Window overloaded) {
        add("overloaded", overloaded);
        double seconds = overloaded.length().toNanos() / 1e9;
        int refused = overloaded.tally().refused().count();
        report.add(new Row(
                subject("503 while overloaded"),
                refused / seconds,
                0,
                Optional.empty(),
                Row.Latency.of(overloaded.tally().refused()),
                0,
                provider.residentMegabytes()));
        int all =
                refused + overloaded.tally().done().count() + overloaded.tally().errors();
        report.remark(String.format(
                Locale.ROOT,
                "offered %.0f/s; throughput %.0f %% of the peak; of what was answered %.0f %% were 503 with Retry-After",
                TIMES * peak.operationsPerSecond(),
                100 * overloaded.operationsPerSecond() / peak.operationsPerSecond(),
                100.0 * refused / Math.max(1, all)));
    }

    /** It has recovered when a second's worth of probes in a row are no slower than most were before, three times over. */
    private void addRecovery(List<Trace.Step> steps, Window usual, long end) {
        long bearable = 3 * usual.tally().done().percentile(90).toNanos();
        List<Trace.Step> after =
                steps.stream().filter(step -> step.begun() >= end).toList();
        int inARow = 0;
        for (Trace.Step step : after) {
            inARow = step.succeeded() && step.ended() - step.begun() <= bearable ? inARow + 1 : 0;
            if (inARow == PROBES_PER_SECOND) {
                long recovered = after.get(after.indexOf(step) - inARow + 1).begun();
                report.remark(String.format(
                        Locale.ROOT, "as fast as before %.1f s after the overload", (recovered - end) / 1e9));
                return;
            }
        }
        report.remark("not as fast as before within " + AFTERWARDS.toSeconds() + " s after the overload");
    }

    private void add(String name, Window window) {
        report.add(new Row(
                subject(name),
                window.operationsPerSecond(),
                window.cpuMilliseconds(),
                Optional.empty(),
                Row.Latency.of(window.tally()),
                window.tally().errors(),
                provider.residentMegabytes()));
        window.tally().failures().forEach((reason, count) -> report.remark(count + " × " + reason));
    }

    private Row.Subject subject(String name) {
        return new Row.Subject(name, plan.store().toString(), plan.algorithms().toString());
    }
}
