package dev.symbolon.resourceserver;

import java.time.Duration;

/**
 * When the issuer's keys are fetched, and for how long they are trusted.
 *
 * <p>From half the maximum age on, a request has them fetched in the background and does not wait. Beyond the maximum age a
 * request waits for fresh ones. So a key that the issuer withdraws counts for nothing after {@code maximumAge}, for tokens seen
 * before as well. If the issuer cannot be reached, the keys at hand serve until {@code grace} is over too.
 *
 * @param maximumAge how old the keys may grow while the issuer can be reached; 10 minutes unless told
 * @param grace how much longer they serve while it cannot; 1 hour unless told, zero if a withdrawn key must never outlive
 *     {@code maximumAge}
 * @param pause the least time from one fetch to the next, whatever tokens arrive; 10 seconds unless told
 * @param timeout how long one answer of the issuer may take, from connecting to its last octet; 5 seconds unless told
 */
public record KeyRefresh(Duration maximumAge, Duration grace, Duration pause, Duration timeout) {

    private static final KeyRefresh DEFAULTS =
            new KeyRefresh(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofSeconds(10), Duration.ofSeconds(5));

    /** @throws IllegalArgumentException if a time is negative, or {@code maximumAge} or {@code timeout} is zero */
    public KeyRefresh {
        if (!maximumAge.isPositive() || !timeout.isPositive() || grace.isNegative() || pause.isNegative()) {
            throw new IllegalArgumentException(
                    "maximumAge and timeout must be more than zero, grace and pause not less");
        }
    }

    public static KeyRefresh defaults() {
        return DEFAULTS;
    }

    public KeyRefresh withMaximumAge(Duration maximumAge) {
        return new KeyRefresh(maximumAge, grace, pause, timeout);
    }

    public KeyRefresh withGrace(Duration grace) {
        return new KeyRefresh(maximumAge, grace, pause, timeout);
    }

    public KeyRefresh withPause(Duration pause) {
        return new KeyRefresh(maximumAge, grace, pause, timeout);
    }

    public KeyRefresh withTimeout(Duration timeout) {
        return new KeyRefresh(maximumAge, grace, pause, timeout);
    }
}
