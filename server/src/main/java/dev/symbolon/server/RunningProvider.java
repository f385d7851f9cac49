package dev.symbolon.server;

import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.configuration.ListenerSettings;
import dev.symbolon.server.configuration.SessionSettings;
import dev.symbolon.server.endpoint.discovery.Served;
import dev.symbolon.server.http.Fallback;
import dev.symbolon.server.http.Limits;
import dev.symbolon.server.http.Listener;
import dev.symbolon.server.http.TrustedProxies;
import dev.symbolon.server.http.jetty.JettyServer;
import dev.symbolon.server.key.KeyChange;
import dev.symbolon.server.key.KeyRing;
import dev.symbolon.server.session.SessionCookie;
import dev.symbolon.server.storage.Storage;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A provider that listens, renews its keys and sweeps its database, until it is closed. */
public final class RunningProvider implements AutoCloseable {

    private static final int SWEPT_AT_ONCE = 500;

    private final JettyServer server;
    private final ScheduledExecutorService chores;
    private final Foundation foundation;
    private final Served served;
    private final AtomicBoolean leaving;

    private RunningProvider(
            JettyServer server,
            ScheduledExecutorService chores,
            Foundation foundation,
            Served served,
            AtomicBoolean leaving) {
        this.server = server;
        this.chores = chores;
        this.foundation = foundation;
        this.served = served;
        this.leaving = leaving;
    }

    /**
     * Starts to listen.
     *
     * @param foundation is closed with the provider
     */
    public static RunningProvider start(
            Configuration configuration, Foundation foundation, Foundation.Machine machine) {
        SessionSettings sessions = configuration.sessions();
        OpenIdProvider provider = new OpenIdProvider(
                configuration.issuer(),
                new SessionCookie.Lifetimes(sessions.lifetime(), sessions.idleLifetime()),
                foundation,
                machine);
        Fallback fallback = provider.fallback();
        AtomicBoolean leaving = new AtomicBoolean();
        JettyServer server =
                JettyServer.start(listener(configuration.listener()), provider.endpoint(leaving::get), fallback);
        ScheduledExecutorService chores = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("chores").daemon().factory());
        Audit audit = foundation.audit();
        InstantSource clock = machine.clock();
        everyMinute(chores, audit, "sweep", () -> sweep(foundation.storage(), clock));
        everyMinute(chores, audit, "keys", () -> renew(foundation.keys(), audit, clock));
        return new RunningProvider(server, chores, foundation, provider.served(), leaving);
    }

    private static Listener listener(ListenerSettings settings) {
        return new Listener(
                settings.host(), settings.port(), Limits.DEFAULT, new TrustedProxies(settings.trustedProxies()));
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

    /** What is served, as discovery says it. */
    public Served served() {
        return served;
    }

    /** Serves on, but says that it is not ready and keeps no connection, so that others are asked in its place. */
    public void retire() {
        leaving.set(true);
        server.keepNoConnections();
    }

    /** Lets the requests that are under way finish, and stops. */
    @Override
    public void close() {
        retire();
        server.close();
        chores.shutdownNow();
        foundation.close();
    }
}
