package dev.symbolon.server.user;

import dev.symbolon.protocol.RemoteNetwork;
import dev.symbolon.protocol.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Slows down somebody who is signed in and guesses at what is another's. Five wrong ones of an account cost nothing, and fifty from a
 * network; then each has to wait, and is not even looked at before.
 */
public final class Guesses {

    private final RecentFailures ofAccounts;
    private final RecentFailures fromNetworks;
    private final InstantSource clock;

    public Guesses(InstantSource clock) {
        this.ofAccounts = new RecentFailures(new Slowdown(5), clock);
        this.fromNetworks = new RecentFailures(new Slowdown(50), clock);
        this.clock = clock;
    }

    /** How much longer it takes until the next guess is looked at; zero if none. */
    public Duration remaining(Subject subject, String remoteAddress) {
        Instant now = clock.instant();
        Duration account = ofAccounts.remaining(subject.value(), now);
        Duration network =
                fromNetworks.remaining(RemoteNetwork.of(remoteAddress).value(), now);
        return account.compareTo(network) > 0 ? account : network;
    }

    /** Counts a wrong one. */
    public void add(Subject subject, String remoteAddress) {
        Instant now = clock.instant();
        ofAccounts.add(subject.value(), now);
        fromNetworks.add(RemoteNetwork.of(remoteAddress).value(), now);
    }
}
