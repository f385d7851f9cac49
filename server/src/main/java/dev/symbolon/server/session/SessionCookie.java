package dev.symbolon.server.session;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.RandomText;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.http.Cookie;
import dev.symbolon.server.http.Cookies;
import dev.symbolon.server.http.HttpRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Begins, finds and ends the session of a browser. The cookie holds a secret; the store knows only its hash. */
public final class SessionCookie {

    private static final String NAME = "session";
    private static final Duration TOUCHED_EVERY = Duration.ofHours(1);

    private final Sessions sessions;
    private final Cookies cookies;
    private final BrowserState browserState;
    private final Lifetimes lifetimes;
    private final Runnable ended;
    private final InstantSource clock;
    private final SecureRandom random;

    /**
     * How long sessions live.
     *
     * @param absolute from sign-in on
     * @param idle without being used; it is kept to within an hour
     */
    public record Lifetimes(Duration absolute, Duration idle) {}

    /**
     * A session.
     *
     * @param cookies by which the browser proves that it is its own, and by which applications see that it is another one
     */
    public record Begun(Session session, List<Cookie> cookies) {}

    /** @param ended is called after a session has ended in which clients have got tokens */
    public SessionCookie(
            Sessions sessions,
            Cookies cookies,
            BrowserState browserState,
            Lifetimes lifetimes,
            Runnable ended,
            InstantSource clock,
            SecureRandom random) {
        this.sessions = sessions;
        this.cookies = cookies;
        this.browserState = browserState;
        this.lifetimes = lifetimes;
        this.ended = ended;
        this.clock = clock;
        this.random = random;
    }

    /** Whether the browser sent a session cookie at all. */
    public boolean isSent(HttpRequest request) {
        return cookies.read(request, NAME).isPresent();
    }

    /** The browser's session, if it is alive. */
    public Optional<Session> read(HttpRequest request) {
        Instant now = clock.instant();
        Optional<Session> session = cookies.read(request, NAME)
                .filter(value -> value.length() == 43)
                .flatMap(value -> sessions.find(new SessionId(Hash.of(value))))
                .filter(found -> found.expiresAt().isAfter(now))
                .filter(found -> found.seenAt().plus(lifetimes.idle()).isAfter(now));
        session.filter(found -> found.seenAt().plus(TOUCHED_EVERY).isBefore(now))
                .ifPresent(found -> sessions.touch(found.id(), now));
        return session;
    }

    /**
     * Begins a session under a new id, and ends the one that the browser had (CVE-2024-7341). To applications it is the same one if the
     * same person signs in again; another person's is over, and they are told.
     */
    public Begun begin(HttpRequest request, Subject subject) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        String value = RandomText.of(random, 32);
        SessionId id = new SessionId(Hash.of(value));
        Optional<Session> old = read(request);
        SessionId sid = old.filter(present -> present.subject().equals(subject))
                .map(Session::sid)
                .orElse(id);
        Session session = new Session(id, sid, subject, now, now, now, now.plus(lifetimes.absolute()));
        old.ifPresent(present -> leave(present, session, now));
        sessions.begin(session);
        Cookie own = cookies.of(NAME, value, Optional.empty());
        return new Begun(session, both(own, browserState.of(sid)));
    }

    private static List<Cookie> both(Cookie own, Optional<Cookie> state) {
        return Stream.concat(Stream.of(own), state.stream()).toList();
    }

    /** What scripts may know of the session. */
    public BrowserState browserState() {
        return browserState;
    }

    /** Remembers that a client has got tokens in a session by which no authorization begins. */
    public void involve(SessionId sid, ClientId client) {
        sessions.involve(sid, client, clock.instant().plus(lifetimes.absolute()));
    }

    private void leave(Session old, Session next, Instant now) {
        if (old.sid().equals(next.sid())) {
            sessions.forget(old.id());
        } else {
            end(old, now);
        }
    }

    /**
     * A session that is over.
     *
     * @param clients that have got tokens in it
     * @param cookies take the browser's proof away, and let applications see that nobody is signed in
     */
    public record Ended(List<ClientId> clients, List<Cookie> cookies) {}

    public Ended end(Session session) {
        List<ClientId> clients = end(session, clock.instant());
        return new Ended(clients, both(cookies.removal(NAME), browserState.nobody()));
    }

    private List<ClientId> end(Session session, Instant now) {
        List<ClientId> clients = sessions.end(session, now);
        if (!clients.isEmpty()) {
            ended.run();
        }
        return clients;
    }
}
