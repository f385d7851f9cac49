package dev.symbolon.server;

import dev.symbolon.server.audit.Activities;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.audit.Metric;
import dev.symbolon.server.key.KeyChange;
import dev.symbolon.server.key.KeyRing;
import dev.symbolon.server.storage.Storage;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What is done every minute: expired rows are swept, and keys renewed. */
final class Chores implements AutoCloseable {

    private static final int SWEPT_AT_ONCE = 500;
    private static final double MILLISECONDS = 1_000;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("chores").daemon().factory());

    private final Observation observation;
    private final Activities activities;
    private final InstantSource clock;

    private Chores(Observation observation, InstantSource clock) {
        this.observation = observation;
        this.activities = observation.activities(Metric.CHORES);
        this.clock = clock;
    }

    static Chores start(Foundation foundation, InstantSource clock) {
        Chores chores = new Chores(foundation.observation(), clock);
        chores.everyMinute("sweep", () -> chores.sweep(foundation.storage()));
        chores.everyMinute("keys", () -> chores.renew(foundation.keys()));
        return chores;
    }

    private void everyMinute(String name, Runnable chore) {
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
        var _ = thread.scheduleWithFixedDelay(safely, 1, 1, TimeUnit.MINUTES);
    }

    private void sweep(Storage storage) {
        int swept = SWEPT_AT_ONCE;
        while (swept == SWEPT_AT_ONCE && !Thread.currentThread().isInterrupted()) {
            swept = storage.sweep(clock.instant(), SWEPT_AT_ONCE);
            observation.add(Metric.SWEPT, swept);
        }
    }

    private void renew(KeyRing keys) {
        Audit audit = observation.audit();
        for (KeyChange change : keys.rotation().run(clock.instant())) {
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
    }
}
