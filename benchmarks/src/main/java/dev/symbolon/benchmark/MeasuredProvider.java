package dev.symbolon.benchmark;

import dev.symbolon.benchmark.process.Checkout;
import dev.symbolon.benchmark.process.ProviderProcess;
import dev.symbolon.benchmark.store.Store;
import dev.symbolon.benchmark.store.StoreKind;
import dev.symbolon.benchmark.target.Application;
import dev.symbolon.benchmark.target.Seed;
import dev.symbolon.benchmark.target.Target;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** A provider in a process of its own with a new database, both gone at the end. */
final class MeasuredProvider implements AutoCloseable {

    private final Path folder;
    private final Store store;
    private final ProviderProcess provider;

    private MeasuredProvider(Path folder, Store store, ProviderProcess provider) {
        this.folder = folder;
        this.store = store;
        this.provider = provider;
    }

    static MeasuredProvider start(StoreKind kind, Seed seed) {
        Path folder = Checkout.scratchFolder();
        Store store = Store.open(kind, folder);
        ProviderProcess provider = ProviderProcess.start(ProviderProcess.Settings.in(folder)
                .withManifest(seed.writeManifest(folder))
                .withEnvironment(store.environment()));
        MeasuredProvider measured = new MeasuredProvider(folder, store, provider);
        try {
            provider.awaitReady();
            return measured;
        } catch (RuntimeException e) {
            measured.close();
            throw e;
        }
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

    /** What the provider and its database have used so far. */
    Duration cpu() {
        return provider.process().usage().plus(store.usage()).cpu();
    }

    /** What the provider has in memory, without the processes of a database. */
    double residentMegabytes() {
        return provider.process().usage().residentMegabytes();
    }

    @Override
    public void close() {
        provider.close();
        store.close();
        Checkout.remove(folder);
    }
}
