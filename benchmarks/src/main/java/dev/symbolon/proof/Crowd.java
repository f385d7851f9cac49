package dev.symbolon.proof;

import dev.symbolon.benchmark.BenchmarkException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Many that work at the same time, each in a thread of its own, until they are told to stop. */
final class Crowd implements AutoCloseable {

    private final List<Thread> threads = new ArrayList<>();
    private final Claim nothingWrong;
    private volatile boolean over;

    Crowd(Claim nothingWrong) {
        this.nothingWrong = nothingWrong;
    }

    /** What one of them does again and again. */
    @FunctionalInterface
    interface Step {

        /** @throws IOException if the provider does not answer */
        void run() throws IOException;
    }

    /** Works until the provider no longer answers. */
    void addMortal(Step step) {
        add(() -> {
            try {
                while (!over) {
                    step.run();
                }
            } catch (IOException _) {
                // The provider has been killed: nobody knows what became of the last request.
                return;
            }
        });
    }

    /** Works on when it gets no answer. */
    void addPersistent(Step step) {
        add(() -> {
            while (!over) {
                attempt(step);
            }
        });
    }

    /** If there is no answer, whoever watches the conversation has seen it. */
    private static void attempt(Step step) {
        try {
            step.run();
        } catch (IOException _) {
            return;
        }
    }

    private void add(Runnable work) {
        threads.add(Thread.ofPlatform().daemon().start(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                nothingWrong.breakBy(e.toString());
            }
        }));
    }

    /** Tells everybody to stop, and waits for them. */
    @Override
    public void close() {
        over = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }
}
