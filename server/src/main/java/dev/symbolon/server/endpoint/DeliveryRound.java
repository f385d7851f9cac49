package dev.symbolon.server.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Delivers everything that is due to clients, many at a time, so that a slow client keeps none of the others waiting for long.
 *
 * @param take takes some that are due, at most that many
 */
public record DeliveryRound<T>(IntFunction<List<T>> take, Consumer<T> deliver) {

    private static final int AT_ONCE = 32;

    public void run() {
        List<T> due = take.apply(AT_ONCE);
        while (!due.isEmpty() && !Thread.currentThread().isInterrupted()) {
            deliver(due);
            due = due.size() < AT_ONCE ? List.of() : take.apply(AT_ONCE);
        }
    }

    private void deliver(List<T> due) {
        List<Future<?>> under = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            due.forEach(one -> under.add(threads.submit(() -> deliver.accept(one))));
        }
        under.forEach(DeliveryRound::raiseFailure);
    }

    /** A fault of our own, a database that does not answer for instance, is one of the round. */
    private static void raiseFailure(Future<?> delivery) {
        if (delivery.state() == Future.State.FAILED && delivery.exceptionNow() instanceof RuntimeException failure) {
            throw failure;
        }
    }
}
