package dev.symbolon.proof;

import dev.symbolon.benchmark.BenchmarkException;
import java.io.IOException;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does two things at the same moment. */
final class Both implements AutoCloseable {

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final CyclicBarrier moment = new CyclicBarrier(2);

    /** What the provider asked for the two things. */
    record Answers(Answer one, Answer other) {}

    Answers at(Callable<Answer> one, Callable<Answer> other) throws IOException {
        Future<Answer> first = threads.submit(() -> await(one));
        Future<Answer> second = threads.submit(() -> await(other));
        try {
            return new Answers(first.get(), second.get());
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    private Answer await(Callable<Answer> thing) throws Exception {
        try {
            moment.await();
        } catch (BrokenBarrierException e) {
            throw new IOException(e);
        }
        return thing.call();
    }

    @Override
    public void close() {
        threads.close();
    }
}
