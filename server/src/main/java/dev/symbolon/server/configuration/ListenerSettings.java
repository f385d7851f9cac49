package dev.symbolon.server.configuration;

import dev.symbolon.protocol.Network;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the provider listens.
 *
 * @param port 0 lets the system choose a free one
 * @param trustedProxies the peers whose {@code X-Forwarded-For} is believed; nothing else of a request says who asks
 * @param tls absent for plain HTTP
 * @param drain how long a provider that is to stop serves on while it says that it is not ready
 */
public record ListenerSettings(
        String host, int port, List<Network> trustedProxies, Optional<TlsSettings> tls, Duration drain) {

    /** A listener that speaks plain HTTP. */
    public ListenerSettings(String host, int port, List<Network> trustedProxies, Duration drain) {
        this(host, port, trustedProxies, Optional.empty(), drain);
    }

    public ListenerSettings {
        trustedProxies = List.copyOf(trustedProxies);
    }

    static String host(String text) {
        if (!text.matches("[A-Za-z0-9.:_-]{1,253}")) {
            throw new IllegalArgumentException("must be a name or an IP address, such as 0.0.0.0");
        }
        return text;
    }
}
