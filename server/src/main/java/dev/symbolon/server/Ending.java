package dev.symbolon.server;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How a provider ends that runs as a program.
 *
 * <p>Told by a service manager, it serves on for a while and says that it is not ready, so that whoever distributes requests has
 * time to notice; told from the keyboard, it does not. Then it finishes what it has begun, and ends. A second signal ends it at
 * once, and so does the time that all of this may take.
 */
final class Ending {

    /** How long a provider may take to finish what it has begun; more than its HTTP server and its database may. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final RunningProvider provider;
    private final Duration drain;
    private final AtomicBoolean begun = new AtomicBoolean();

    private Ending(RunningProvider provider, Duration drain) {
        this.provider = provider;
        this.drain = drain;
    }

    /** @param drain how long it serves on, told by a service manager */
    static void arrange(RunningProvider provider, Duration drain) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(provider::close));
        Ending ending = new Ending(provider, drain);
        Signals.INT.answer(() -> ending.begin(Signals.INT, Duration.ZERO));
        Signals.TERM.answer(() -> ending.begin(Signals.TERM, drain));
    }

    private void begin(Signals signal, Duration servesOn) {
        if (begun.getAndSet(true)) {
            Runtime.getRuntime().halt(signal.exitCode());
        }
        Thread.ofPlatform().daemon().start(() -> {
            pause(drain.plus(LONGEST));
            Runtime.getRuntime().halt(signal.exitCode());
        });
        provider.retire();
        pause(servesOn);
        System.exit(signal.exitCode());
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
