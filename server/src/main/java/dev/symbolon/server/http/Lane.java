package dev.symbolon.server.http;

import java.time.Duration;

/** How requests line up when more is asked than can be answered. */
public enum Lane {

    /** Costs nothing and is asked after most when there is most to do. Never waits. */
    FREE(Duration.ZERO),

    /** The second half of what was begun before, for instance a code that is redeemed: to refuse it would waste the first half. */
    FINISHING(Duration.ofSeconds(1)),

    /** Begins something new; goes after whatever can be finished. */
    BEGINNING(Duration.ofMillis(250)),

    /** Waits for a password to be checked. Has room of its own, so that a crowd at the door stands in nobody's way. */
    SIGNING_IN(Duration.ofSeconds(1));

    private final Duration patience;

    Lane(Duration patience) {
        this.patience = patience;
    }

    /** For how long the first in line may have waited; whoever comes then is sent away. */
    Duration patience() {
        return patience;
    }
}
