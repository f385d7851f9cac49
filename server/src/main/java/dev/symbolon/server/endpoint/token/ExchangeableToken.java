package dev.symbolon.server.endpoint.token;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.protocol.token.Confirmation;
import dev.symbolon.server.authorization.Approval;
import dev.symbolon.server.token.Origin;
import java.time.Instant;
import java.util.Optional;

/**
 * A token of this provider that a client presents to get another one, verified (RFC 8693 §2.1).
 *
 * @param approval what it allows, whom, and in whose name; an ID token stands for everything that the person has granted
 * @param origin what it ends with
 * @param claims everything that it says
 */
record ExchangeableToken(boolean isIdToken, Approval approval, Origin origin, Instant expiresAt, JsonObject claims) {

    /** To whom it was issued. */
    ClientId client() {
        return approval.client();
    }

    /** The API that it is for, if it is for one. */
    Optional<Audience> api() {
        return isIdToken ? Optional.empty() : approval.permissions().audience();
    }

    Confirmation confirmation() {
        return Confirmation.in(claims);
    }

    @Override
    public String toString() {
        return "ExchangeableToken[" + origin.authorization() + "]";
    }
}
