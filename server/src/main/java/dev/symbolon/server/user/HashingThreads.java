package dev.symbolon.server.user;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that hash passwords: one for each core, in the order of asking, and only as many wait as can be served in good time.
 *
 * <p>A hash keeps a core busy for tens of milliseconds. These are platform threads that stand back for all others, so that a crowd that
 * signs in takes what is left over, and every other request is answered as fast as before.
 */
public final class HashingThreads implements Executor {

    private static final int LONGEST_QUEUE_PER_CORE = 50;
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    public HashingThreads(int cores) {
        this.threads = new ThreadPoolExecutor(
                cores,
                cores,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(cores * LONGEST_QUEUE_PER_CORE),
                HashingThreads::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        return Thread.ofPlatform().name("password-hash").daemon().unstarted(() -> {
            Niceness.standBack();
            work.run();
        });
    }

    /** @throws RejectedExecutionException if too many wait */
    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    /** How many passwords wait to be hashed. */
    public int waiting() {
        return threads.getQueue().size();
    }
}
