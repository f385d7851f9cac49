package dev.symbolon.server.authorization;

import dev.symbolon.server.session.Session;
import java.time.Instant;
import java.util.Optional;

/**
 * Everything that decides what an interaction needs next.
 *
 * @param consentSkipped whether the client is trusted so far that it need not ask
 */
public record Facts(
        Interaction interaction,
        Optional<Session> session,
        Optional<Consent> consent,
        boolean consentSkipped,
        Instant now) {}
