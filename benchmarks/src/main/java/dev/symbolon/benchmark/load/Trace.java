package dev.symbolon.benchmark.load;

import dev.symbolon.benchmark.http.HttpConnection;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Notes of an operation when it was done and how long that took. */
public final class Trace implements Operation {

    private final Operation operation;
    private final Queue<Step> steps = new ConcurrentLinkedQueue<>();

    public Trace(Operation operation) {
        this.operation = operation;
    }

    /**
     * One time.
     *
     * @param begun and
     * @param ended in {@link System#nanoTime}
     * @param succeeded whether it went as it should
     */
    public record Step(long begun, long ended, boolean succeeded) {}

    @Override
    public void perform(HttpConnection connection) throws IOException {
        long begun = System.nanoTime();
        boolean succeeded = false;
        try {
            operation.perform(connection);
            succeeded = true;
        } finally {
            steps.add(new Step(begun, System.nanoTime(), succeeded));
        }
    }

    /** In the order in which they began. */
    public List<Step> steps() {
        return steps.stream().sorted(Comparator.comparingLong(Step::begun)).toList();
    }
}
