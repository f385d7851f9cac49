package dev.symbolon.benchmark.load;

import dev.symbolon.benchmark.http.HttpConnection;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Counts in which second, from its own beginning on, an operation succeeded how often. */
public final class BySecond implements Operation {

    private final Operation operation;
    private final AtomicIntegerArray counts;
    private final long begun = System.nanoTime();

    public BySecond(Operation operation, int seconds) {
        this.operation = operation;
        this.counts = new AtomicIntegerArray(seconds);
    }

    @Override
    public void perform(HttpConnection connection) throws IOException {
        operation.perform(connection);
        int second = (int) ((System.nanoTime() - begun) / 1_000_000_000L);
        if (second < counts.length()) {
            counts.incrementAndGet(second);
        }
    }

    public int[] counts() {
        int[] copy = new int[counts.length()];
        Arrays.setAll(copy, counts::get);
        return copy;
    }
}
