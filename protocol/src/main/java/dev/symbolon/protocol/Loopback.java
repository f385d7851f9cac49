package dev.symbolon.protocol;

import java.util.Set;

/** The names of this very machine, for which a standard allows plain http (RFC 8252 §7.3). */
final class Loopback {

    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    private Loopback() {}

    static boolean isLoopback(String host) {
        return HOSTS.contains(host);
    }
}
