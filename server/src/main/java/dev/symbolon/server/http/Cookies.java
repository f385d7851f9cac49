package dev.symbolon.server.http;

import dev.symbolon.protocol.Issuer;
import java.time.Duration;
import java.util.Optional;

/**
 * Names and reads the provider's cookies. Over TLS they bear the prefix {@code __Host-}, so that no other host, and no plain
 * http, can plant one.
 */
public final class Cookies {

    private final boolean secure;

    public Cookies(Issuer issuer) {
        this.secure = issuer.isSecure();
    }

    public Optional<String> read(HttpRequest request, String name) {
        return request.cookie(named(name));
    }

    public Cookie of(String name, String value, Optional<Duration> maxAge) {
        return new Cookie(named(name), value, secure, false, maxAge);
    }

    /** One that scripts may read, also in frames of other sites, until the browser is closed; so it must be worth nothing. */
    public Cookie shown(String name, String value) {
        return new Cookie(named(name), value, secure, true, Optional.empty());
    }

    public Cookie removal(String name) {
        return of(name, "", Optional.of(Duration.ZERO));
    }

    private String named(String name) {
        return (secure ? "__Host-symbolon_" : "symbolon_") + name;
    }
}
