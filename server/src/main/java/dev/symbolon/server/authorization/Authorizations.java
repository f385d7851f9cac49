package dev.symbolon.server.authorization;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Subject;
import java.time.Duration;
import java.util.Optional;

/** Keeps the authorizations. Every verb is atomic, and durable when it returns or its answer is there. */
public interface Authorizations {

    /** What redeeming a code yields. */
    sealed interface Redemption {

        /** Nobody was faster: the authorization stands. */
        record First(Authorization authorization) implements Redemption {}

        /** It stood already: the code was used twice, and the authorization is ended now (RFC 6749 §4.1.2). */
        record Again() implements Redemption {}

        /** The account is disabled or gone, or the consent was withdrawn: nothing has begun. */
        record Over() implements Redemption {}
    }

    /** What presenting a refresh token yields. */
    sealed interface Rotation {

        /** The token was the valid one; the authorization has moved on to the next generation. */
        record Rotated(Authorization authorization) implements Rotation {}

        /** The token was valid a moment ago: a race or a retry. The authorization stays at the generation that it has. */
        record Repeated(Authorization authorization) implements Rotation {}

        /** The token was used up long ago: somebody has a copy. The authorization is ended now (RFC 9700 §4.14.2). */
        record Reused(Authorization authorization) implements Rotation {}

        /** There is nothing to refresh: unknown, ended, expired, idle for too long, or the account is disabled. */
        record Over() implements Rotation {}
    }

    /**
     * How refresh tokens age.
     *
     * @param grace for how long after its successor was made a token still counts as a retry
     * @param idle for how long a token may stay unused
     * @param rotating whether each use of a token makes its successor; else it stays the one, and its idle time begins anew
     */
    record RefreshPolicy(Duration grace, Duration idle, boolean rotating) {

        /** One by which each use of a token makes its successor. */
        public static RefreshPolicy rotating(Duration grace, Duration idle) {
            return new RefreshPolicy(grace, idle, true);
        }

        /** The generation whose token was presented for the authorization to move on to this state. */
        public int presented(Authorization next) {
            return rotating ? next.generation() - 1 : next.generation();
        }
    }

    /** Begins the authorization; only the first of any number of calls with the same id can. */
    Pending<Redemption> redeem(Authorization fresh);

    Optional<Authorization> find(AuthorizationId id);

    /**
     * Whether tokens of the authorization are still good: it was not ended, the account is there, and the consent was not
     * withdrawn. It need not have begun: front-channel tokens are there before their code is redeemed.
     */
    boolean stands(AuthorizationId id, Subject subject, ClientId client);

    /** Moves the authorization on to this state, if it is at the generation whose token was presented. */
    Pending<Rotation> rotate(Authorization next, RefreshPolicy policy);

    /** Ends the authorization, and remembers that even if it has not begun. */
    void end(Authorization authorization);
}
