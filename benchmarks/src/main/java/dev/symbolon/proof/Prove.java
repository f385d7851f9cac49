package dev.symbolon.proof;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.process.ProviderProcess;
import dev.symbolon.benchmark.store.StoreKind;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./symbolon prove}: breaks what breaks in production, and says whether the provider holds what it promises. */
@Command(
        name = "./symbolon prove",
        description = "Breaks what breaks in production, and says whether the provider holds what it promises.",
        sortOptions = false)
public final class Prove implements Callable<Integer> {

    private static final int BROKEN = 3;

    /** What can be proved. */
    enum What {
        KILL,
        NODES,
        OUTAGE,
        KEYS,
        SOAK,
        CLIENTS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private What what = What.KILL;

    @Option(
            names = "--store",
            paramLabel = "ENGINE",
            description =
                    "${COMPLETION-CANDIDATES}. Default: both for kill, sqlite for soak; nodes, outage and keys need PostgreSQL")
    private Optional<StoreKind> store = Optional.empty();

    @Option(names = "--rounds", paramLabel = "N", description = "How often. Default: 50 for kill, 2 for the others")
    private Optional<Integer> rounds = Optional.empty();

    @Option(
            names = "--away",
            paramLabel = "SECONDS",
            description = "How long what was broken stays away. Default: 0 for kill, 3 for outage")
    private Optional<Integer> away = Optional.empty();

    @Option(names = "--minutes", paramLabel = "N", description = "How long to soak. Default: 5; 30 is better")
    private int minutes = 5;

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Prove())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Prove::fail)
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
    public Integer call() throws InterruptedException {
        if (!ProviderProcess.isBuilt()) {
            throw new BenchmarkException("the provider is not built; ./symbolon prove builds it");
        }
        boolean held = true;
        for (Proof proof : proofs()) {
            Claims claims = new Claims(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
            try {
                proof.run(claims);
            } finally {
                claims.conclude();
            }
            held &= claims.areHeld();
        }
        return held ? 0 : BROKEN;
    }

    @FunctionalInterface
    private interface Proof {

        void run(Claims claims) throws InterruptedException;
    }

    private List<Proof> proofs() {
        return switch (what) {
            case KILL ->
                store.map(List::of).orElse(List.of(StoreKind.values())).stream()
                        .<Proof>map(engine -> claims -> new KillProof(
                                        new KillProof.Plan(
                                                engine, rounds.orElse(50), Duration.ofSeconds(away.orElse(0))),
                                        claims)
                                .run())
                        .toList();
            case OUTAGE ->
                Stream.of(1, 3)
                        .<Proof>map(nodes -> claims -> new OutageProof(
                                        new OutageProof.Plan(
                                                nodes, rounds.orElse(2), Duration.ofSeconds(away.orElse(3))),
                                        claims)
                                .run())
                        .toList();
            case KEYS -> List.of(claims -> new KeysProof(rounds.orElse(2), claims).run());
            case SOAK ->
                List.of(claims ->
                        new SoakProof(store.orElse(StoreKind.SQLITE), Duration.ofMinutes(minutes), claims).run());
            case CLIENTS -> List.of(claims -> new ClientsProof(claims).run());
            case NODES -> List.of(claims -> new NodesProof(rounds.orElse(2), claims).run());
        };
    }

    @Parameters(arity = "0..1", paramLabel = "WHAT", description = "What to prove: ${COMPLETION-CANDIDATES}.")
    void prove(What chosen) {
        what = chosen;
    }

    /** Asked for by {@code --help}, which picocli answers itself. */
    @Option(
            names = {"--help", "-h"},
            usageHelp = true,
            description = "Print this text.")
    void help(boolean asked) {}
}
