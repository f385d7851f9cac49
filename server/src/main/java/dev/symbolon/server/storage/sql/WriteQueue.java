package dev.symbolon.server.storage.sql;

import dev.symbolon.server.audit.Meters;
import dev.symbolon.server.audit.Metric;
import dev.symbolon.server.storage.StorageUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Writes that wait for a writer. Whatever has queued up while it was busy is committed together, so that many share the wait for
 * the disk. Where a few come at the same time, the writer rests for a moment, so that more of them share the next commit; a write that
 * comes alone goes at once.
 */
final class WriteQueue<W extends PendingWrite<?>> implements AutoCloseable {

    /** Commits writes together, and gives each its own answer. */
    @FunctionalInterface
    interface Writer<W> {
        void commit(List<W> together);
    }

    private static final int MOST_WAITING = 10_000;
    private static final int MOST_TOGETHER = 64;
    private static final int FEW_TOGETHER = 16;
    private static final Duration REST = Duration.ofMillis(3);

    /** Nothing says that no more will come. */
    private final BlockingQueue<Optional<W>> queue = new ArrayBlockingQueue<>(MOST_WAITING);

    private final LongAdder writes = new LongAdder();
    private final LongAdder commits = new LongAdder();
    private final Runnable rest;
    private final List<Thread> threads;
    private volatile boolean closed;

    private WriteQueue(String name, int writers, Writer<W> writer, Runnable rest) {
        this.rest = rest;
        this.threads = IntStream.rangeClosed(1, writers)
                .mapToObj(i -> Thread.ofPlatform().name(name + "-" + i).daemon().unstarted(() -> run(writer)))
                .toList();
    }

    /** Lets that many threads write; platform threads, because waiting for a disk would occupy a carrier of virtual ones. */
    static <W extends PendingWrite<?>> WriteQueue<W> start(String name, int writers, Writer<W> writer) {
        return start(name, writers, writer, () -> LockSupport.parkNanos(REST.toNanos()));
    }

    /** @param rest what a writer does after it has committed a few together */
    static <W extends PendingWrite<?>> WriteQueue<W> start(String name, int writers, Writer<W> writer, Runnable rest) {
        WriteQueue<W> queue = new WriteQueue<>(name, writers, writer, rest);
        queue.threads.forEach(Thread::start);
        return queue;
    }

    void add(W write) {
        if (closed || !queue.offer(Optional.of(write))) {
            throw new StorageUnavailableException(closed ? "the database is closed" : "too many writes are waiting");
        }
    }

    private void run(Writer<W> writer) {
        boolean over = false;
        while (!over) {
            List<Optional<W>> taken = take();
            over = taken.contains(Optional.empty());
            List<W> together = taken.stream()
                    .flatMap(Optional::stream)
                    .filter(write -> !write.isGivenUp())
                    .toList();
            if (!together.isEmpty()) {
                commit(writer, together);
            }
            if (together.size() > 1 && together.size() < FEW_TOGETHER) {
                rest.run();
            }
        }
        queue.add(Optional.empty());
    }

    /** Nobody interrupts a writer; if it happens all the same, it has nothing in its hands yet. */
    private List<Optional<W>> take() {
        List<Optional<W>> taken = new ArrayList<>();
        try {
            taken.add(queue.take());
            queue.drainTo(taken, MOST_TOGETHER - 1);
        } catch (InterruptedException e) {
            return taken;
        }
        return taken;
    }

    private void commit(Writer<W> writer, List<W> together) {
        writes.add(together.size());
        commits.increment();
        try {
            writer.commit(together);
        } catch (RuntimeException | Error e) {
            together.forEach(write -> write.fail(e));
        }
    }

    void measure(Meters meters) {
        meters.level(Metric.STORAGE_WAITING, queue::size);
        meters.total(Metric.STORAGE_WRITES, writes::sum);
        meters.total(Metric.STORAGE_COMMITS, commits::sum);
    }

    /** Finishes what has begun. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            queue.put(Optional.empty());
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        StorageUnavailableException late = new StorageUnavailableException("the database is closed");
        queue.forEach(left -> left.ifPresent(write -> write.fail(late)));
    }
}
