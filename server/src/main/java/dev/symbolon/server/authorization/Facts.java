package dev.symbolon.server.authorization;

import dev.symbolon.protocol.Subject;
import dev.symbolon.server.session.Session;
import java.time.Instant;
import java.util.Optional;

/**
 * Everything that decides what an interaction needs next.
 *
 * @param known who has signed in, by the name that the client knows
 * @param consentSkipped whether the client is trusted so far that it need not ask
 */
public record Facts(
        Interaction interaction,
        Optional<Session> session,
        Optional<Subject> known,
        Optional<Consent> consent,
        boolean consentSkipped,
        Instant now) {}
