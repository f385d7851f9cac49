package dev.symbolon.server.token;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.protocol.token.Confirmation;
import dev.symbolon.server.authorization.Approval;
import dev.symbolon.server.authorization.AuthorizationId;
import java.time.Instant;

/**
 * An access token of the provider's own that has been verified.
 *
 * @param authorization that revoking it ends
 * @param origin what it ends with itself
 * @param approval what it may do, and for whom; a client that acts for itself is its own subject, in no session
 * @param claims everything that it says to whomever it is for
 */
public record VerifiedAccessToken(
        AuthorizationId authorization, Origin origin, Approval approval, Instant expiresAt, JsonObject claims) {

    public ClientId client() {
        return approval.client();
    }

    public Subject subject() {
        return approval.subject();
    }

    public Scope scope() {
        return approval.permissions().scope();
    }

    /** The key that it is bound to. */
    public Confirmation confirmation() {
        return Confirmation.in(claims);
    }

    @Override
    public String toString() {
        return "VerifiedAccessToken[" + authorization + "]";
    }
}
