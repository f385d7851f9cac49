package dev.symbolon.server.authorization;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Keeps what clients are still to hear of decisions; it outlives restarts. */
public interface Notifications {

    /**
     * Takes some that are due, so that no other node tries them at the same time.
     *
     * @param attempt for how long; whoever takes them and dies leaves them to others after that
     */
    List<Notification> take(Instant now, Duration attempt, int most);

    /** It has arrived, or never will. */
    void remove(Notification notification);

    /** It is to be tried again then. */
    void defer(Notification notification, Instant dueAt);
}
