package dev.symbolon.server.authorization;

import dev.symbolon.protocol.ClientId;
import java.time.Instant;

/**
 * A client that is to hear that a person has decided (CIBA Core §10.2).
 *
 * @param sealed what it is told with
 * @param attempts how often it was tried, this time included
 * @param expiresAt from when there is no more use in telling it
 */
public record Notification(
        AuthorizationId authorization, ClientId client, String sealed, int attempts, Instant expiresAt) {}
