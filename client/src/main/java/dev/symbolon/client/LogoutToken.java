package dev.symbolon.client;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Subject;
import java.util.Optional;

/**
 * What a provider says over the back channel: that a session is over (Back-Channel Logout §2.4). It has been checked; there is no other way to
 * get one than {@link OpenIdClient#readLogoutToken}.
 */
public final class LogoutToken {

    private final Issuer issuer;
    private final Optional<Subject> subject;
    private final Optional<String> sessionId;

    LogoutToken(Issuer issuer, Optional<Subject> subject, Optional<String> sessionId) {
        this.issuer = issuer;
        this.subject = subject;
        this.sessionId = sessionId;
    }

    /** Which provider says so. */
    public Issuer issuer() {
        return issuer;
    }

    /** Whose session is over; there is a subject, a session or both. */
    public Optional<Subject> subject() {
        return subject;
    }

    /** Which session is over ({@code sid}); without one it is every session of the subject. */
    public Optional<String> sessionId() {
        return sessionId;
    }

    /** Whether the login is of a session that is over (Back-Channel Logout §2.7). */
    public boolean ends(Login login) {
        boolean isOurs = login.issuer().equals(issuer)
                && subject.filter(other -> !other.equals(login.subject())).isEmpty();
        return isOurs && (sessionId.isEmpty() || sessionId.equals(login.sessionId()));
    }
}
