package dev.symbolon.server.configuration;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Secret;
import java.util.List;
import java.util.Optional;

/**
 * Who may register applications over the network, and what these may do.
 *
 * @param open whether everybody may
 * @param initialAccessToken what others must bring; absent means that nobody else may
 * @param mostClients how many there may be at a time that have registered so
 * @param apis those that they may ask for, with all permissions
 */
public record RegistrationSettings(
        boolean open, Optional<Secret> initialAccessToken, int mostClients, List<Audience> apis) {

    public static final RegistrationSettings OFF = new RegistrationSettings(false, Optional.empty(), 1_000, List.of());

    public RegistrationSettings {
        apis = List.copyOf(apis);
    }

    public boolean isOn() {
        return open || initialAccessToken.isPresent();
    }
}
