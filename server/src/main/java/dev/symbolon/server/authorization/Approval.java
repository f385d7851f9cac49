package dev.symbolon.server.authorization;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.session.SessionId;
import java.time.Instant;

/**
 * That a person, signed in, lets a client do something.
 *
 * @param authenticatedAt when the person signed in ({@code auth_time})
 * @param permissions what is granted; it may be less than what was asked for
 */
public record Approval(
        ClientId client, Subject subject, SessionId session, Instant authenticatedAt, Permissions permissions) {

    public Approval with(Permissions fewer) {
        return new Approval(client, subject, session, authenticatedAt, fewer);
    }
}
