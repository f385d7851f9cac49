package dev.symbolon.benchmark;

import dev.symbolon.benchmark.process.Checkout;
import dev.symbolon.benchmark.process.ProviderProcess;
import dev.symbolon.benchmark.process.Usage;
import dev.symbolon.benchmark.store.Store;
import dev.symbolon.benchmark.store.StoreKind;
import dev.symbolon.benchmark.target.Application;
import dev.symbolon.benchmark.target.Seed;
import dev.symbolon.benchmark.target.Target;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A provider in a process of its own with a new database, both gone at the end. */
final class MeasuredProvider implements AutoCloseable {

    private final Path folder;
    private final Store store;
    private final int port = ProviderProcess.freePort();
    private final ProviderProcess.Settings settings;
    private ProviderProcess provider;

    private MeasuredProvider(Path folder, Store store, Path manifest, Map<String, String> environment, Path checkout) {
        this.folder = folder;
        this.store = store;
        Map<String, String> whole = new HashMap<>(store.environment());
        whole.putAll(environment);
        this.settings = ProviderProcess.Settings.in(folder).of(checkout).withEnvironment(whole);
        this.provider = ProviderProcess.start(settings.withManifest(manifest), port);
    }

    /** Starts it, with what the seed declares. */
    static MeasuredProvider start(StoreKind kind, Seed seed) {
        return start(kind, seed, Map.of());
    }

    /** @param environment settings of the provider */
    static MeasuredProvider start(StoreKind kind, Seed seed, Map<String, String> environment) {
        return start(kind, seed, environment, Checkout.root());
    }

    /** Starts that of another checkout. */
    static MeasuredProvider start(StoreKind kind, Seed seed, Path checkout) {
        return start(kind, seed, Map.of(), checkout);
    }

    private static MeasuredProvider start(StoreKind kind, Seed seed, Map<String, String> environment, Path checkout) {
        Path folder = Checkout.scratchFolder();
        MeasuredProvider measured = new MeasuredProvider(
                folder, Store.open(kind, folder), seed.writeManifest(folder), environment, checkout);
        try {
            measured.provider.awaitReady();
            return measured;
        } catch (RuntimeException e) {
            measured.close();
            throw e;
        }
    }

    /** Lets it stop; its database stays. */
    void stop() {
        provider.close();
    }

    /**
     * Starts it again at the same address with the database that it has.
     *
     * @return how long that took, until discovery answered
     */
    Duration startAgain() {
        provider = ProviderProcess.start(settings, port);
        return provider.awaitReady();
    }

    Target target(Application application) {
        return Target.discover(provider.issuer(), application);
    }

    URI issuer() {
        return provider.issuer();
    }

    Store store() {
        return store;
    }

    /** Where its files are. */
    Path folder() {
        return folder;
    }

    long pid() {
        return provider.process().pid();
    }

    /** What the provider itself has used so far, without its database. */
    Usage usage() {
        return provider.process().usage();
    }

    /** What the provider and its database have used so far. */
    Duration cpu() {
        return usage().plus(store.usage()).cpu();
    }

    /** What the provider has in memory, without the processes of a database. */
    double residentMegabytes() {
        return usage().residentMegabytes();
    }

    @Override
    public void close() {
        provider.close();
        store.close();
        Checkout.remove(folder);
    }
}
