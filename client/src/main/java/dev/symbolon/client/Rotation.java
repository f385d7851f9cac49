package dev.symbolon.client;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * The newest tokens of a login, which all copies of the login share: a refresh token is good for once, so that whoever refreshes an older
 * copy goes on with what the others have got, one after the other.
 */
public final class Rotation {

    private final ReentrantLock lock = new ReentrantLock();
    private volatile Optional<Tokens> newest;

    Rotation(Optional<Tokens> first) {
        this.newest = first;
    }

    Optional<Tokens> newest() {
        return newest;
    }

    /** Puts other tokens in the place of the newest ones; if the step fails, those stay. */
    Tokens advance(UnaryOperator<Tokens> step) {
        lock.lock();
        try {
            Tokens next = step.apply(newest.orElseThrow());
            newest = Optional.of(next);
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Without the tokens. */
    @Override
    public String toString() {
        return "Rotation";
    }
}
