package dev.symbolon.server.session;

import dev.symbolon.protocol.Subject;
import java.time.Instant;

/**
 * A person signed in with a browser.
 *
 * @param id by which the browser's cookie finds it; another one after each sign-in
 * @param sid by which tokens and applications know it; the same when the same person signs in again
 * @param authenticatedAt when the person last proved who they are ({@code auth_time})
 * @param confirmedAt when the person last said that this account is the one to go on with
 * @param seenAt when the session was last used, give or take an hour
 * @param expiresAt when it ends, however much it is used
 */
public record Session(
        SessionId id,
        SessionId sid,
        Subject subject,
        Instant authenticatedAt,
        Instant confirmedAt,
        Instant seenAt,
        Instant expiresAt) {

    /** The same session, its account chosen just now. */
    public Session confirmed(Instant now) {
        return new Session(id, sid, subject, authenticatedAt, now, seenAt, expiresAt);
    }
}
