package dev.symbolon.server.endpoint;

import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.session.BrowserCookie;
import dev.symbolon.server.session.SessionCookie;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;

/** What every endpoint for people works with: who is there, what they are shown, what is recorded, and when. */
public record Surroundings(
        SessionCookie sessions,
        BrowserCookie browsers,
        Screens screens,
        Audit audit,
        InstantSource clock,
        SecureRandom random) {

    /** Now, to the millisecond: as finely as facts are compared. */
    public Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
