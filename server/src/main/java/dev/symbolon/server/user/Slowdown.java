package dev.symbolon.server.user;

import dev.symbolon.server.user.FailedSignIns.Tally;
import java.time.Duration;
import java.time.Instant;

/**
 * How long to wait after failures in a row: not at all at first, then from one second on twice as long each time, at most five
 * minutes. A day without a failure makes up for all of them.
 *
 * @param free how many failures cost nothing
 */
record Slowdown(int free) {

    static final Duration MEMORY = Duration.ofDays(1);

    private static final int LONGEST_SECONDS = 300;

    /** How much longer it takes until the next attempt is looked at; zero if none. */
    Duration remaining(Tally tally, Instant now) {
        if (tally.count() < free || isForgotten(tally, now)) {
            return Duration.ZERO;
        }
        int doublings = Math.min(tally.count() - free, 20);
        Duration delay = Duration.ofSeconds(Math.min(1 << doublings, LONGEST_SECONDS));
        Duration remaining = Duration.between(now, tally.last().plus(delay));
        return remaining.isNegative() ? Duration.ZERO : remaining;
    }

    boolean isForgotten(Tally tally, Instant now) {
        return !now.isBefore(tally.last().plus(MEMORY));
    }
}
