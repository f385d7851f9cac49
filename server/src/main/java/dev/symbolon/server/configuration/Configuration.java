package dev.symbolon.server.configuration;

import dev.symbolon.protocol.Issuer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Everything that an operator sets.
 *
 * @param keepExpired how long what has expired stays in the database
 * @param manifests the files that {@code start} applies to the database, in this order
 */
public record Configuration(
        Issuer issuer,
        ListenerSettings listener,
        StorageSettings storage,
        Duration keepExpired,
        KeySettings keys,
        ThemeSettings theme,
        ObservationSettings observation,
        List<Path> manifests,
        ProtocolSettings protocol) {

    public Configuration {
        manifests = List.copyOf(manifests);
    }
}
