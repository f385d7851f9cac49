package dev.symbolon.server.authorization;

import java.time.Instant;

/**
 * What came of a redeemed code; every token of the same grant carries its id, those of the front channel included.
 *
 * @param generation which refresh token is the valid one: 0 is the first
 * @param refreshedAt when the generation began
 * @param expiresAt from when no token of it is valid any more, so that the row can go
 * @param ended whether it was revoked: no token of it is valid any more
 */
public record Authorization(
        AuthorizationId id, Approval approval, int generation, Instant refreshedAt, Instant expiresAt, boolean ended) {

    /** The authorization as it begins. */
    public static Authorization begin(AuthorizationId id, Approval approval, Instant now, Instant expiresAt) {
        return new Authorization(id, approval, 0, now, expiresAt, false);
    }

    /** This authorization at another generation, which begins now. */
    public Authorization at(int next, Instant now) {
        return new Authorization(id, approval, next, now, expiresAt, ended);
    }

    /** This authorization, ended. */
    public Authorization end() {
        return new Authorization(id, approval, generation, refreshedAt, expiresAt, true);
    }
}
