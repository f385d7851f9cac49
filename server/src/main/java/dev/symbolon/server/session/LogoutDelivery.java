package dev.symbolon.server.session;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Subject;
import java.time.Instant;

/**
 * A client that is to hear that a session is over (Back-Channel Logout §2.5).
 *
 * @param attempts how often it was tried, this time included
 * @param dueAt when it is tried again, unless it is done by then
 */
public record LogoutDelivery(SessionId sid, ClientId client, Subject subject, int attempts, Instant dueAt) {}
