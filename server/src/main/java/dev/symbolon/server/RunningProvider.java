package dev.symbolon.server;

import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.http.Admission;
import dev.symbolon.server.http.Fallback;
import dev.symbolon.server.http.Listener;
import dev.symbolon.server.http.jetty.JettyServer;
import dev.symbolon.server.key.KeyChange;
import dev.symbolon.server.key.KeyRing;
import dev.symbolon.server.storage.Storage;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A provider that listens, renews its keys and sweeps its database, until it is closed. */
public final class RunningProvider implements AutoCloseable {

    private static final int AT_ONCE = 256;
    private static final int WAITING = 2_048;
    private static final int SWEPT_AT_ONCE = 500;

    private final JettyServer server;
    private final ScheduledExecutorService chores;
    private final Storage storage;

    private RunningProvider(JettyServer server, ScheduledExecutorService chores, Storage storage) {
        this.server = server;
        this.chores = chores;
        this.storage = storage;
    }

    /**
     * Starts to listen.
     *
     * @param foundation whose storage is closed with the provider
     */
    public static RunningProvider start(
            OpenIdProvider provider, OpenIdProvider.Foundation foundation, Listener listener, InstantSource clock) {
        Fallback fallback = provider.fallback();
        Admission admission = new Admission(AT_ONCE, WAITING, fallback);
        JettyServer server = JettyServer.start(listener, admission.guard(provider.endpoint()), fallback);
        ScheduledExecutorService chores = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("chores").daemon().factory());
        Audit audit = foundation.audit();
        everyMinute(chores, audit, "sweep", () -> sweep(foundation.storage(), clock));
        everyMinute(chores, audit, "keys", () -> renew(foundation.keys(), audit, clock));
        return new RunningProvider(server, chores, foundation.storage());
    }

    private static void everyMinute(ScheduledExecutorService chores, Audit audit, String name, Runnable chore) {
        Runnable safely = () -> {
            try {
                chore.run();
            } catch (RuntimeException e) {
                audit.record(new AuditEvent.Unavailable(name, e));
            }
        };
        var _ = chores.scheduleWithFixedDelay(safely, 1, 1, TimeUnit.MINUTES);
    }

    private static void sweep(Storage storage, InstantSource clock) {
        int swept = SWEPT_AT_ONCE;
        while (swept == SWEPT_AT_ONCE && !Thread.currentThread().isInterrupted()) {
            swept = storage.sweep(clock.instant(), SWEPT_AT_ONCE);
        }
    }

    private static void renew(KeyRing keys, Audit audit, InstantSource clock) {
        for (KeyChange change : keys.rotation().run(clock.instant())) {
            audit.record(
                    switch (change) {
                        case KeyChange.Announced announced ->
                            new AuditEvent.KeyAnnounced(announced.purpose(), announced.keyId());
                        case KeyChange.Removed removed -> new AuditEvent.KeyRemoved(removed.purpose(), removed.keyId());
                    });
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /** Lets the requests that are under way finish, and stops. */
    @Override
    public void close() {
        server.close();
        chores.shutdownNow();
        storage.close();
    }
}
