package dev.symbolon.server.client;

import dev.symbolon.protocol.jose.SigningAlgorithm;
import java.net.URI;
import java.util.Optional;

/**
 * How an application asks a person who is somewhere else (CIBA Core §4).
 *
 * @param notificationEndpoint where it is told that the person has decided ({@code backchannel_client_notification_endpoint}); absent if
 *     it polls ({@code backchannel_token_delivery_mode})
 * @param algorithm the one that its requests must be signed by ({@code backchannel_authentication_request_signing_alg}); absent if it does not
 *     sign them
 */
public record ClientBackchannel(Optional<URI> notificationEndpoint, Optional<SigningAlgorithm> algorithm) {

    /** It polls, and does not sign. */
    public static final ClientBackchannel POLLING = new ClientBackchannel(Optional.empty(), Optional.empty());

    public static final String POLL = "poll";
    public static final String PING = "ping";

    public boolean isPinged() {
        return notificationEndpoint.isPresent();
    }

    /** Its {@code backchannel_token_delivery_mode}. */
    public String deliveryMode() {
        return isPinged() ? PING : POLL;
    }
}
