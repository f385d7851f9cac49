package dev.symbolon.server.session;

import dev.symbolon.protocol.Subject;
import java.time.Instant;
import java.util.Optional;

/** Keeps the sessions. */
public interface Sessions {

    void begin(Session session);

    /** The session, unless its account is disabled or gone. Whether it has expired is for the reader to say. */
    Optional<Session> find(SessionId id);

    /** The person has said that the account of the session is the one to go on with. */
    void confirm(SessionId id, Instant now);

    void touch(SessionId id, Instant now);

    void end(SessionId id);

    /** Ends every session of a person. */
    void endAll(Subject subject);
}
