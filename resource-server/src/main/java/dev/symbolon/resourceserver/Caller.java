package dev.symbolon.resourceserver;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.protocol.token.Confirmation;
import java.time.Instant;
import java.util.Optional;

/**
 * Who calls, and what the caller may do, as a verified access token says (RFC 9068 §2.2).
 *
 * @param issuer whose token it is; a subject is known by this issuer alone
 * @param subject the person, or the client itself if it acts for nobody else ({@code sub})
 * @param clientId the application that calls ({@code client_id})
 * @param scope what was granted; may hold more than this API knows
 * @param details what was granted in detail (RFC 9396); {@code ofType} finds those that an API knows
 * @param expiresAt the end of the token's life, before clock skew
 * @param signIn how the person has signed in
 * @param confirmation the key that the token is bound to, if it is ({@code cnf}); the caller has proved to hold it
 * @param actor who acts for the subject, if somebody does ({@code act})
 * @param claims everything that the token says
 */
public record Caller(
        Issuer issuer,
        Subject subject,
        ClientId clientId,
        Scope scope,
        AuthorizationDetails details,
        Instant expiresAt,
        SignIn signIn,
        Confirmation confirmation,
        Optional<Actor> actor,
        JsonObject claims) {

    /** Whether the caller has been granted the permission, for instance {@code read:reports}. */
    public boolean may(String permission) {
        return scope.contains(permission);
    }

    /** The sign-in that the token hangs on ({@code sid}), if the provider says so. */
    public Optional<String> sessionId() {
        return signIn.sessionId();
    }

    /** The subject, client and scope; the other claims may be personal, and stay out of logs. */
    @Override
    public String toString() {
        return "Caller[" + subject + " by " + clientId + ", " + scope + "]";
    }
}
