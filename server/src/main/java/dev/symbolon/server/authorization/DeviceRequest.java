package dev.symbolon.server.authorization;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.UserCode;
import java.time.Instant;

/**
 * A device that waits until a person has decided on another one (RFC 8628).
 *
 * @param userCode what leads the person to it; of all that wait, each has its own
 * @param authorization the id of the authorization that begins once its tokens are fetched
 * @param permissions what the device asks for
 */
public record DeviceRequest(
        UserCode userCode,
        AuthorizationId authorization,
        ClientId client,
        Permissions permissions,
        Instant expiresAt,
        Decision decision) {

    /** Whether the person can still decide. */
    public boolean isOpen(Instant now) {
        return decision instanceof Decision.Pending && expiresAt.isAfter(now);
    }
}
