package dev.symbolon.server.http;

import java.util.Optional;

/**
 * Where and how the server listens.
 *
 * @param host the address to bind, for instance {@code 127.0.0.1}, or {@code 0.0.0.0} for all
 * @param port zero for any that is free
 * @param tls absent for plain HTTP
 */
public record Listener(String host, int port, Limits limits, TrustedProxies trustedProxies, Optional<Tls> tls) {

    /** One that speaks plain HTTP. */
    public Listener(String host, int port, Limits limits, TrustedProxies trustedProxies) {
        this(host, port, limits, trustedProxies, Optional.empty());
    }

    public static Listener on(String host, int port) {
        return new Listener(host, port, Limits.DEFAULT, TrustedProxies.NONE);
    }
}
