package dev.symbolon.server.user;

import dev.symbolon.protocol.Subject;
import java.time.Instant;
import java.util.Optional;

/** Keeps, on a row of its own per account, how often in a row a sign-in has failed. */
public interface FailedSignIns {

    /** @param last when the latest of them was */
    record Tally(int count, Instant last) {}

    Optional<Tally> find(Subject subject);

    /** Counts one more, atomically. */
    Tally add(Subject subject, Instant now);

    void clear(Subject subject);
}
