package dev.symbolon.server;

import dev.symbolon.server.audit.Activities;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.audit.Metric;
import dev.symbolon.server.key.KeyChange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is done all the time: expired rows are swept and keys renewed every minute, and keys that others have changed are looked
 * for every few seconds.
 */
final class Chores implements AutoCloseable {

    private static final int SWEPT_AT_ONCE = 500;
    private static final double MILLISECONDS = 1_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration KEYS_EVERY = Duration.ofSeconds(5);
    private static final Duration CERTIFICATES_EVERY = Duration.ofSeconds(5);
    private static final Duration DELIVERIES_EVERY = Duration.ofSeconds(1);

    private final ScheduledExecutorService thread = thread("chores");

    /** Of their own, since clients may be slow to answer. */
    private final List<ScheduledExecutorService> couriers = new CopyOnWriteArrayList<>();

    private final Foundation foundation;
    private final Observation observation;
    private final Activities activities;
    private final InstantSource clock;
    private final Duration keepExpired;

    private Chores(Foundation foundation, InstantSource clock, Duration keepExpired) {
        this.foundation = foundation;
        this.observation = foundation.observation();
        this.activities = observation.activities(Metric.CHORES);
        this.clock = clock;
        this.keepExpired = keepExpired;
    }

    private static ScheduledExecutorService thread(String name) {
        return new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name(name).daemon().factory(), new ThreadPoolExecutor.DiscardPolicy());
    }

    /** @param keepExpired how long what has expired stays: a clock that is ahead by less costs nobody anything */
    static Chores start(Foundation foundation, InstantSource clock, Duration keepExpired) {
        Chores chores = new Chores(foundation, clock, keepExpired);
        try {
            chores.every(chores.thread, MINUTE, "sweep", chores::sweep);
            chores.every(chores.thread, MINUTE, "keys", chores::renewKeys);
            chores.every(chores.thread, KEYS_EVERY, "reload", foundation.keys()::reload);
            return chores;
        } catch (RuntimeException | Error e) {
            chores.close();
            throw e;
        }
    }

    /**
     * Tells clients from now on whatever they are to be told, for instance that sessions are over.
     *
     * @return has it done at once, as soon as what is under way is done; whoever comes meanwhile shares it
     */
    Runnable tellClients(String what, Runnable delivery) {
        return tellClients(what, delivery, DELIVERIES_EVERY);
    }

    /** @param pause after how long it is done if nobody asks for it: another node, or one before a restart, may have left something */
    Runnable tellClients(String what, Runnable delivery, Duration pause) {
        ScheduledExecutorService courier = thread(what);
        couriers.add(courier);
        Runnable safely = every(courier, pause, what, delivery);
        AtomicBoolean isAskedFor = new AtomicBoolean();
        return () -> {
            if (isAskedFor.compareAndSet(false, true)) {
                courier.execute(() -> {
                    isAskedFor.set(false);
                    safely.run();
                });
            }
        };
    }

    /** Looks for other certificates in the files from now on. */
    void renewCertificates(Runnable renewal) {
        every(thread, CERTIFICATES_EVERY, "certificates", renewal);
    }

    private Runnable every(ScheduledExecutorService thread, Duration pause, String name, Runnable chore) {
        AtomicLong success = new AtomicLong(clock.millis());
        observation.measure(meters -> meters.level(Metric.CHORE_SUCCESS, () -> success.get() / MILLISECONDS, name));
        Runnable safely = () -> {
            try {
                activities.run(name, chore);
                success.set(clock.millis());
            } catch (RuntimeException e) {
                observation.audit().record(new AuditEvent.Unavailable(name, e));
            }
        };
        var _ = thread.scheduleWithFixedDelay(safely, pause.toSeconds(), pause.toSeconds(), TimeUnit.SECONDS);
        return safely;
    }

    /** A clock that the keys do not vouch for removes nothing. */
    void sweep() {
        Instant now = clock.instant();
        if (!foundation.keys().rotation().vouchesFor(now)) {
            observation.audit().record(new AuditEvent.ClockDoubted(now));
            return;
        }
        int swept = SWEPT_AT_ONCE;
        while (swept == SWEPT_AT_ONCE && !Thread.currentThread().isInterrupted()) {
            swept = foundation.storage().sweep(now.minus(keepExpired), SWEPT_AT_ONCE);
            observation.add(Metric.SWEPT, swept);
        }
    }

    void renewKeys() {
        Audit audit = observation.audit();
        for (KeyChange change : foundation.keys().rotation().run(clock.instant())) {
            audit.record(
                    switch (change) {
                        case KeyChange.Announced announced ->
                            new AuditEvent.KeyAnnounced(announced.purpose(), announced.keyId());
                        case KeyChange.Removed removed -> new AuditEvent.KeyRemoved(removed.purpose(), removed.keyId());
                    });
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        couriers.forEach(ScheduledExecutorService::shutdownNow);
    }
}
