package dev.symbolon.server.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Keeps what clients are still to hear of sessions that are over; it outlives restarts. */
public interface LogoutDeliveries {

    /**
     * Takes some that are due, so that no other node tries them at the same time.
     *
     * @param attempt for how long; whoever takes them and dies leaves them to others after that
     */
    List<LogoutDelivery> take(Instant now, Duration attempt, int most);

    /** It has arrived, or never will. */
    void remove(LogoutDelivery delivery);

    /** It is to be tried again then. */
    void defer(LogoutDelivery delivery, Instant dueAt);
}
