package dev.symbolon.resourceserver;

import java.time.Duration;

/** Whether a request may go on. */
public sealed interface Verdict {

    /** The token is good, and grants what is required. */
    record Accepted(Caller caller) implements Verdict {}

    /** There is no token, or it is not good, or it does not grant enough: answer with the challenge. */
    record Refused(Challenge challenge) implements Verdict {}

    /**
     * Nobody can tell, because the issuer's keys cannot be fetched, or the issuer does not say what the token is worth. Answer 503: a 401
     * would make every client throw away a good token.
     *
     * @param retryAfter after how long it is worth another try
     */
    record Unavailable(Duration retryAfter) implements Verdict {}
}
