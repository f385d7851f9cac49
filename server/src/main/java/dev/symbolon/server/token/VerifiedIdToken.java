package dev.symbolon.server.token;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.authorization.AuthorizationId;
import java.time.Instant;

/**
 * An ID token of the provider's own that has been verified and has not expired.
 *
 * @param authorization that it belongs to; whether that still stands is not said
 * @param client for whom it was issued
 */
public record VerifiedIdToken(AuthorizationId authorization, ClientId client, Instant expiresAt, JsonObject claims) {

    @Override
    public String toString() {
        return "VerifiedIdToken[" + authorization + "]";
    }
}
