package dev.symbolon.proof;

import dev.symbolon.benchmark.process.Checkout;
import dev.symbolon.benchmark.process.ProviderProcess;
import dev.symbolon.benchmark.store.Store;
import dev.symbolon.benchmark.store.StoreKind;
import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Keeps the provider at 70 % of what it can do, and compares the last third of that time with the one before. */
final class SoakProof {

    private static final double SHARE = 0.7;
    private static final int PEOPLE = 16;
    private static final int CLIENTS = 16;
    private static final int SAMPLES = 30;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration MEASURED = Duration.ofSeconds(15);

    /** Tokens die so soon that what is swept away and what is added balance after some minutes. */
    private static final String TOKENS = "id-token-algorithm: ES256, access-token-lifetime: 1m,"
            + " front-channel-access-token-lifetime: 1m, refresh-token-lifetime: 2m, refresh-token-idle-lifetime: 2m";

    private static final Duration UNTIL_BALANCED = Duration.ofMinutes(12);

    private final StoreKind kind;
    private final Duration duration;
    private final Claims claims;
    private final Claim nothingFails;

    SoakProof(StoreKind kind, Duration duration, Claims claims) {
        this.kind = kind;
        this.duration = duration;
        this.claims = claims;
        this.nothingFails = claims.claim("nothing fails");
    }

    void run() throws InterruptedException {
        claims.begin("soak: " + duration.toMinutes() + " minutes on " + kind);
        Path folder = Checkout.scratchFolder();
        Registrations registrations = new Registrations(PEOPLE, 1, TOKENS);
        Path data = folder.resolve("database");
        try (Store store = Store.open(kind, folder(data));
                Node node = Node.alone(ProviderProcess.Settings.in(folder)
                        .withManifest(registrations.writeManifest(folder))
                        .withEnvironment(environment(store)))) {
            node.awaitReady();
            judge(soak(node, registrations, data));
        } finally {
            Checkout.remove(folder);
        }
    }

    private static Map<String, String> environment(Store store) {
        Map<String, String> environment = new HashMap<>(store.environment());
        environment.put("SYMBOLON_STORAGE_KEEP_EXPIRED", "1m");
        return environment;
    }

    private static Path folder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Sample> soak(Node node, Registrations registrations, Path data) throws InterruptedException {
        Target target = Target.discover(node.issuer(), Registrations.application(0));
        List<SignedIn> people = SignIns.all(target, registrations.everybody());
        List<Sample> samples = new ArrayList<>();
        try (Soak soak = new Soak(target, node.address(), people, CLIENTS, nothingFails)) {
            Thread.sleep(WARM_UP);
            double capacity = soak.throughput(MEASURED);
            claims.remark("%.0f a second at most, so %.0f a second".formatted(capacity, SHARE * capacity));
            soak.pace(SHARE * capacity);
            soak.takeLatencies();
            for (int i = 0; i < SAMPLES; i++) {
                Thread.sleep(duration.dividedBy(SAMPLES));
                samples.add(Sample.of(node.process().process().pid(), data, soak.takeLatencies()));
                claims.remark("%2d  %s".formatted(i + 1, samples.getLast()));
            }
        }
        return samples;
    }

    private void judge(List<Sample> samples) {
        List<Sample> second = samples.subList(SAMPLES / 3, 2 * SAMPLES / 3);
        List<Sample> last = samples.subList(2 * SAMPLES / 3, SAMPLES);
        flat("resident memory (MB)", second, last, Sample::resident, 1.05, 5);
        flat("heap after collection (MB)", second, last, Sample::heap, 1.1, 2);
        flat("threads", second, last, Sample::threads, 1, 3);
        flat("open files", second, last, Sample::files, 1, 3);
        flat("median latency (ms)", second, last, Sample::p50, 1.25, 1);
        flat("p99 latency (ms)", second, last, Sample::p99, 1.5, 5);
        if (duration.compareTo(UNTIL_BALANCED) >= 0) {
            flat("database (MB)", second, last, Sample::database, 1.1, 5);
        }
    }

    /** The last third may be above the one before by a factor and something. */
    private void flat(
            String what,
            List<Sample> second,
            List<Sample> last,
            ToDoubleFunction<Sample> value,
            double factor,
            double something) {
        double before = Sample.median(second, value);
        double after = Sample.median(last, value);
        claims.claim("flat: " + what)
                .check(after <= factor * before + something, "%.1f, and then %.1f".formatted(before, after));
        claims.remark("%s: %.1f, and then %.1f".formatted(what, before, after));
    }
}
