package dev.symbolon.benchmark;

import dev.symbolon.benchmark.growth.Size;
import dev.symbolon.benchmark.micro.MicroBenchmark;
import dev.symbolon.benchmark.peer.PeerBenchmark;
import dev.symbolon.benchmark.process.ProviderProcess;
import dev.symbolon.benchmark.report.Report;
import dev.symbolon.benchmark.store.StoreKind;
import dev.symbolon.benchmark.target.Algorithms;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./symbolon bench}: measures the provider on this machine. */
@Command(
        name = "./symbolon bench",
        description = "Measures the provider on this machine, beside what the machine could do at best.",
        sortOptions = false)
public final class Bench implements Callable<Integer> {

    /** What can be measured. */
    enum What {
        FLOW,
        TOKEN,
        USERINFO,
        START,
        GROWTH,
        OVERLOAD,
        MICRO;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private What what = What.FLOW;

    @Option(
            names = "--store",
            defaultValue = "sqlite",
            paramLabel = "ENGINE",
            description = "${COMPLETION-CANDIDATES}. Default: sqlite")
    private StoreKind store = StoreKind.SQLITE;

    @Option(
            names = "--alg",
            defaultValue = "rs256",
            paramLabel = "ALG",
            description =
                    "What signs the tokens: ${COMPLETION-CANDIDATES} (ID tokens RS256, access tokens ES256). Default: rs256")
    private Algorithms algorithms = Algorithms.RS256;

    @Option(names = "--clients", paramLabel = "N", description = "How many work at the same time. Default: 32")
    private int clients = 32;

    @Option(names = "--people", paramLabel = "N", description = "How many people take turns. Default: 64")
    private int people = 64;

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "How long to wait before measuring. Default: 60")
    private int warmUp = 60;

    @Option(names = "--seconds", paramLabel = "SECONDS", description = "How long to measure in each round. Default: 10")
    private int seconds = 10;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How many rounds to take the medians of, the floor in each. Default: 3")
    private int rounds = 3;

    @Option(
            names = "--peers",
            description =
                    "Also download Keycloak and oidc-provider, and have them take turns with the provider at the same work.")
    private boolean peers = false;

    @Option(
            names = "--keycloak-warm-up",
            paramLabel = "SECONDS",
            description =
                    "How long Keycloak works before its hybrid flow is measured; it gets faster for minutes. Default: 150")
    private int keycloakWarmUp = 150;

    @Option(
            names = "--against",
            paramLabel = "CHECKOUT",
            description = "flow: instead of the floor, the provider of another checkout, in turns with this one.")
    private Optional<Path> against = Optional.empty();

    @Option(names = "--users", paramLabel = "N", description = "growth: users in the large database. Default: 20000")
    private int users = 20_000;

    @Option(
            names = "--clients-in-database",
            paramLabel = "N",
            description = "growth: clients in the large database. Default: 2000")
    private int clientsInDatabase = 2_000;

    @Option(
            names = "--authorizations",
            paramLabel = "N",
            description = "growth: authorizations in the large database. Default: 200000")
    private int authorizations = 200_000;

    @Option(
            names = "--full",
            description = "growth: a million users, 100,000 clients, ten million authorizations; some 10 GB of disk.")
    private boolean full = false;

    @Option(names = "--json", description = "Print an object a line, for programs.")
    private boolean json = false;

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Bench::fail)
                .execute(arguments));
    }

    private static int fail(Exception failure, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (!(failure instanceof BenchmarkException)) {
            throw failure;
        }
        command.getErr().println("symbolon: " + failure.getMessage());
        return 1;
    }

    @Override
    public Integer call() {
        if (!ProviderProcess.isBuilt()) {
            throw new BenchmarkException("the provider is not built; ./symbolon bench builds it");
        }
        Plan plan = new Plan(
                store, algorithms, clients, people, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), rounds);
        Report report = new Report(new PrintWriter(System.out, true, StandardCharsets.UTF_8), json);
        if (against.isPresent()) {
            compareWith(against.get().toAbsolutePath(), plan, report);
            return 0;
        }
        Optional<PeerBenchmark> others = peers
                ? Optional.of(new PeerBenchmark(plan, Duration.ofSeconds(keycloakWarmUp), report))
                : Optional.empty();
        others.ifPresent(PeerBenchmark::fetch);
        switch (what) {
            case FLOW -> FlowBenchmark.run(plan, others, report);
            case TOKEN -> TokenBenchmark.run(plan, others, report);
            case USERINFO -> UserinfoBenchmark.run(plan, others, report);
            case START -> StartBenchmark.run(plan, others, report);
            case OVERLOAD -> OverloadBenchmark.run(plan, report);
            case GROWTH -> GrowthBenchmark.run(plan, full ? Size.FULL : grown(), report);
            case MICRO -> MicroBenchmark.run(report);
        }
        return 0;
    }

    private void compareWith(Path checkout, Plan plan, Report report) {
        if (what != What.FLOW || peers) {
            throw new BenchmarkException("--against goes with flow, and without --peers");
        }
        if (!ProviderProcess.isBuilt(checkout)) {
            throw new BenchmarkException(
                    checkout + " is not a checkout whose provider is built; ./symbolon bench builds it there");
        }
        FlowBenchmark.run(plan, checkout, report);
    }

    private Size grown() {
        return new Size(users, clientsInDatabase, authorizations);
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "WHAT",
            description = "What to measure: ${COMPLETION-CANDIDATES}. Default: flow")
    void measure(What chosen) {
        what = chosen;
    }

    /** Asked for by {@code --help}, which picocli answers itself. */
    @Option(
            names = {"--help", "-h"},
            usageHelp = true,
            description = "Print this text.")
    void help(boolean asked) {}
}
