package dev.symbolon.server.configuration;

import dev.symbolon.protocol.Network;
import java.util.List;

/**
 * Where the provider listens, in plain HTTP.
 *
 * @param port 0 lets the system choose a free one
 * @param trustedProxies the peers whose {@code X-Forwarded-For} is believed; nothing else of a request says who asks
 */
public record ListenerSettings(String host, int port, List<Network> trustedProxies) {

    public ListenerSettings {
        trustedProxies = List.copyOf(trustedProxies);
    }
}
