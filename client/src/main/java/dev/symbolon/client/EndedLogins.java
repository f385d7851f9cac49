package dev.symbolon.client;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Subject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The logins of an application, on all of its servers, that are over although a session still holds them: the provider has said so (Back-Channel
 * Logout §2.7), or they are too old.
 */
public final class EndedLogins {

    private final LogoutNotes notes;
    private final Duration longest;
    private final InstantSource clock;

    private EndedLogins(LogoutNotes notes, Duration longest, InstantSource clock) {
        this.notes = notes;
        this.longest = longest;
        this.clock = clock;
    }

    /**
     * @param notes shared by all servers
     * @param longest how long a login counts at most; notes are kept as long
     * @throws IllegalArgumentException if that is no time at all
     */
    public static EndedLogins in(LogoutNotes notes, Duration longest) {
        return in(notes, longest, InstantSource.system());
    }

    /** The same with another clock than the system's. */
    public static EndedLogins in(LogoutNotes notes, Duration longest, InstantSource clock) {
        if (!longest.isPositive()) {
            throw new IllegalArgumentException("a login must count for longer than no time at all");
        }
        return new EndedLogins(notes, longest, clock);
    }

    /** Notes that the logins are over that the token names, those included that are being finished at the moment. */
    public void add(LogoutToken token) {
        notes.keep(
                name(token.issuer(), token.subject().map(Subject::value), token.sessionId()), clock.instant(), longest);
    }

    /** Whether the login is over. A session never begins again; a person may, and what came after the note goes on. */
    public boolean include(Login login) {
        if (!clock.instant().isBefore(login.at().plus(longest))) {
            return true;
        }
        Optional<String> subject = Optional.of(login.subject().value());
        String ofPerson = name(login.issuer(), subject, Optional.empty());
        Optional<String> sessionId = login.sessionId();
        Map<String, Instant> found = sessionId.isEmpty()
                ? notes.find(Set.of(ofPerson))
                : notes.find(Set.of(
                        ofPerson,
                        name(login.issuer(), subject, sessionId),
                        name(login.issuer(), Optional.empty(), sessionId)));
        return found.entrySet().stream()
                .anyMatch(note -> !note.getKey().equals(ofPerson) || !login.at().isAfter(note.getValue()));
    }

    private static String name(Issuer issuer, Optional<String> subject, Optional<String> sessionId) {
        String named = Parameters.none()
                .with("iss", issuer.value())
                .with("sub", subject)
                .with("sid", sessionId)
                .encoded();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(named.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
