package dev.symbolon.server.session;

import dev.symbolon.protocol.ClientId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps the sessions. */
public interface Sessions {

    void begin(Session session);

    /** The session, unless its account is disabled or gone. Whether it has expired is for the reader to say. */
    Optional<Session> find(SessionId id);

    /** The person has said that the account of the session is the one to go on with. */
    void confirm(SessionId id, Instant now);

    void touch(SessionId id, Instant now);

    /** Remembers that a client has got tokens in a session by which no authorization begins. */
    void involve(SessionId sid, ClientId client, Instant expiresAt);

    /** Ends a session in whose place another one has come for the same person: to applications nothing has changed. */
    void forget(SessionId id);

    /**
     * Ends a session, and leaves word for each client of it that is to be told over the back channel.
     *
     * @return the clients that have got tokens in it
     */
    List<ClientId> end(Session session, Instant now);
}
