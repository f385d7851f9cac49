package dev.symbolon.client.servlet;

import dev.symbolon.client.Login;
import dev.symbolon.protocol.RandomText;
import dev.symbolon.protocol.State;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Logins between the form that brought them and the page after it. A form that comes from the provider's page brings no session
 * cookie along ({@code SameSite=Lax}), and the GET after it does: only then is the session known.
 */
final class ParkedLogins {

    private static final Duration LIFETIME = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;
    private final int most;
    private final LinkedHashMap<String, Parked> byKey = new LinkedHashMap<>();

    /** A login, and the state of the pending login that it came from. */
    record Parked(Login login, State state, Instant until) {}

    ParkedLogins(InstantSource clock) {
        this(clock, MOST);
    }

    ParkedLogins(InstantSource clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /** Keeps a login for a minute, to be fetched once with the key that is returned. */
    synchronized String park(Login login, State state) {
        Instant now = clock.instant();
        byKey.values().removeIf(parked -> !now.isBefore(parked.until()));
        if (byKey.size() >= most) {
            byKey.pollFirstEntry();
        }
        String key = RandomText.of(random, 16);
        byKey.put(key, new Parked(login, state, now.plus(LIFETIME)));
        return key;
    }

    synchronized Optional<Parked> take(String key) {
        return Optional.ofNullable(byKey.remove(key))
                .filter(parked -> clock.instant().isBefore(parked.until()));
    }
}
