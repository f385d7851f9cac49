package dev.symbolon.server.http;

import java.time.Duration;
import java.util.Optional;

/**
 * A cookie of the provider's own: for the whole host, unreadable by script, {@code SameSite=Lax}.
 *
 * @param maxAge how long the browser keeps it; empty until the browser is closed; zero removes it
 */
public record Cookie(String name, String value, boolean secure, Optional<Duration> maxAge) {

    @Override
    public String toString() {
        return name + "=" + value + "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "")
                + maxAge.map(age -> "; Max-Age=" + age.toSeconds()).orElse("");
    }
}
