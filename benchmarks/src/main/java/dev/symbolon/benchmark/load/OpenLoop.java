package dev.symbolon.benchmark.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * So many operations a second, whether or not the earlier ones have ended. Each counts from the moment on in which it should have
 * begun: what waits for a free client has waited, and is not left out.
 */
public final class OpenLoop {

    private OpenLoop() {}

    /**
     * @param load whose clients are the most that can be under way at the same time
     * @param perSecond the rate
     */
    public static Window run(Load load, double perSecond, Operation operation, CpuClock clock) {
        long interval = (long) (1e9 / perSecond);
        long begun = System.nanoTime() + Duration.ofMillis(50).toNanos();
        AtomicLong tickets = new AtomicLong();
        return Clients.run(load, operation, () -> () -> await(begun + tickets.getAndIncrement() * interval), clock);
    }

    private static long await(long due) throws InterruptedException {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return due;
    }
}
