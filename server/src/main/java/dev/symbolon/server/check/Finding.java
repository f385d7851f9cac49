package dev.symbolon.server.check;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.server.client.Profile;
import java.util.Optional;

/**
 * What falls short, and of whom.
 *
 * @param client absent means the provider itself
 * @param profile of the client
 */
public record Finding(Optional<ClientId> client, Profile profile, Shortfall shortfall) {}
