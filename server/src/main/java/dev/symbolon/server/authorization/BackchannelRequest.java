package dev.symbolon.server.authorization;

import dev.symbolon.protocol.BindingMessage;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Subject;
import java.time.Instant;
import java.util.Optional;

/**
 * A client that waits until a person, whom it has named, has decided (CIBA Core §7).
 *
 * @param authorization the id of the authorization that begins once its tokens are fetched; it names the request as well
 * @param permissions what the client asks for
 * @param message what both the client and the page show, so that the person sees that they belong together
 * @param notification what the client is to be told with once the person has decided, sealed; empty if it polls
 */
public record BackchannelRequest(
        AuthorizationId authorization,
        ClientId client,
        Subject subject,
        Permissions permissions,
        Optional<BindingMessage> message,
        Optional<String> notification,
        Instant expiresAt,
        Decision decision) {

    /** Whether the person can still decide. */
    public boolean isOpen(Instant now) {
        return decision instanceof Decision.Pending && expiresAt.isAfter(now);
    }
}
