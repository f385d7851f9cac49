package dev.symbolon.proof;

import dev.symbolon.benchmark.http.HttpReply;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Remembers when every request began and ended, and how. */
final class Watch implements Watcher {

    private final Queue<Sight> sights = new ConcurrentLinkedQueue<>();

    enum Outcome {
        /** The provider has done what it should, or has refused by the protocol. */
        ANSWERED,
        /** 503 with {@code Retry-After}. */
        UNAVAILABLE,
        /** Another answer. */
        WRONG,
        /** No whole answer. */
        CUT_OFF
    }

    /**
     * One request.
     *
     * @param begun by {@link System#nanoTime}
     */
    record Sight(long begun, long ended, Outcome outcome, String what) {

        double milliseconds() {
            return (ended - begun) / 1e6;
        }
    }

    @Override
    public void saw(long begun, HttpReply reply) {
        sights.add(new Sight(begun, System.nanoTime(), outcome(reply), "status " + reply.status()));
    }

    @Override
    public void sawNothing(long begun, Exception failure) {
        sights.add(new Sight(begun, System.nanoTime(), Outcome.CUT_OFF, failure.toString()));
    }

    private static Outcome outcome(HttpReply reply) {
        if (reply.status() < 500) {
            return Outcome.ANSWERED;
        }
        return reply.status() == 503 && reply.field("Retry-After").isPresent() ? Outcome.UNAVAILABLE : Outcome.WRONG;
    }

    List<Sight> sights() {
        return List.copyOf(sights);
    }
}
