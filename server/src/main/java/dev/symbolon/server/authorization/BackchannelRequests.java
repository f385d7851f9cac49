package dev.symbolon.server.authorization;

import dev.symbolon.protocol.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps the requests that wait for a person's decision. Every verb is atomic and durable when it returns. */
public interface BackchannelRequests {

    /**
     * How many requests a person can be faced with at a time: those of a client that they have not allowed, and those of all clients that
     * wait.
     */
    record Room(int ofClient, int ofPerson) {}

    /** @return whether it stands now; not so if there is no room for it */
    boolean begin(BackchannelRequest request, Room room, Instant now);

    /** The request, even if its time is over: what has expired is swept later. */
    Optional<BackchannelRequest> find(AuthorizationId authorization);

    /** What the person can decide on, the oldest first. */
    List<BackchannelRequest> waiting(Subject subject, int most, Instant now);

    /**
     * Remembers what the person has said, and leaves word for the client if it wants to be told.
     *
     * @return whether it counts: only the first decision does, and only in time
     */
    boolean decide(BackchannelRequest request, Decision decision, Instant now);
}
