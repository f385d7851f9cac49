package dev.symbolon.server.http;

/**
 * Where and how the server listens.
 *
 * @param host the address to bind, for instance {@code 127.0.0.1}, or {@code 0.0.0.0} for all
 * @param port zero for any that is free
 */
public record Listener(String host, int port, Limits limits, TrustedProxies trustedProxies) {

    public static Listener on(String host, int port) {
        return new Listener(host, port, Limits.DEFAULT, TrustedProxies.NONE);
    }
}
