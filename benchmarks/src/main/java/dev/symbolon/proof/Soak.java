package dev.symbolon.proof;

import dev.symbolon.benchmark.load.Latencies;
import dev.symbolon.benchmark.target.Application;
import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The whole life of tokens, again and again: the hybrid flow, a refresh and userinfo. Either as often as possible, or so many a
 * second; then a late start counts as waiting.
 */
final class Soak implements AutoCloseable {

    private static final Application APPLICATION = Registrations.application(0);

    private final List<Conversation> conversations = new ArrayList<>();
    private final List<SignedIn> people;
    private final Claim nothingFails;
    private final Crowd crowd;
    private final AtomicLong nextTurn = new AtomicLong(System.nanoTime());
    private volatile long nanosecondsApart;
    private Latencies latencies = new Latencies();

    Soak(Target target, URI address, List<SignedIn> people, int clients, Claim nothingFails) {
        this.people = people;
        this.nothingFails = nothingFails;
        this.crowd = new Crowd(nothingFails);
        for (int i = 0; i < clients; i++) {
            Conversation conversation = Conversation.with(target, address);
            conversations.add(conversation);
            crowd.addPersistent(() -> perform(conversation));
        }
    }

    /** From now on so many lives a second. */
    void pace(double perSecond) {
        nextTurn.set(System.nanoTime());
        nanosecondsApart = (long) (1e9 / perSecond);
    }

    /** How long everything took since the last call. */
    synchronized Latencies takeLatencies() {
        Latencies taken = latencies;
        latencies = new Latencies();
        return taken;
    }

    /** How many lives a second there are in this time. */
    double throughput(Duration measured) throws InterruptedException {
        takeLatencies();
        long begun = System.nanoTime();
        Thread.sleep(measured);
        return takeLatencies().count() / ((System.nanoTime() - begun) / 1e9);
    }

    private void perform(Conversation conversation) throws IOException {
        long begun = turn();
        try {
            nothingFails.check(live(conversation), "an answer is missing or wrong");
        } catch (IOException e) {
            nothingFails.breakBy(e.toString());
            throw e;
        }
        long nanos = System.nanoTime() - begun;
        synchronized (this) {
            latencies.add(nanos);
        }
    }

    private long turn() {
        long apart = nanosecondsApart;
        if (apart == 0) {
            return System.nanoTime();
        }
        long turn = nextTurn.getAndAdd(apart);
        for (long wait = turn - System.nanoTime(); wait > 0; wait = turn - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
        return turn;
    }

    private boolean live(Conversation conversation) throws IOException {
        SignedIn person = people.get(ThreadLocalRandom.current().nextInt(people.size()));
        return conversation.authorize(person, APPLICATION, "code id_token") instanceof Answer.Code(String code)
                && conversation.redeem(APPLICATION, code) instanceof Answer.Given(var first)
                && conversation.refresh(APPLICATION, first.refreshToken().orElseThrow())
                        instanceof Answer.Given(var second)
                && conversation.userinfo(second.accessToken()) instanceof Answer.Done;
    }

    @Override
    public void close() {
        crowd.close();
        conversations.forEach(Conversation::close);
    }
}
