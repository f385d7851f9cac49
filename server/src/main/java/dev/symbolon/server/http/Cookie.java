package dev.symbolon.server.http;

import java.time.Duration;
import java.util.Optional;

/**
 * A cookie of the provider's own, for the whole host.
 *
 * @param shown whether scripts may read it, also in frames of other sites; all others are unreadable by script and {@code SameSite=Lax}
 * @param maxAge how long the browser keeps it; empty until the browser is closed; zero removes it
 */
public record Cookie(String name, String value, boolean secure, boolean shown, Optional<Duration> maxAge) {

    @Override
    public String toString() {
        return name + "=" + value + "; Path=/" + reach() + (secure ? "; Secure" : "")
                + maxAge.map(age -> "; Max-Age=" + age.toSeconds()).orElse("");
    }

    /** Browsers take {@code SameSite=None} over TLS alone. */
    private String reach() {
        String sameSite = "; SameSite=" + (shown && secure ? "None" : "Lax");
        return shown ? sameSite : "; HttpOnly" + sameSite;
    }
}
