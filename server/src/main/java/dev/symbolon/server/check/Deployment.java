package dev.symbolon.server.check;

import dev.symbolon.server.client.Profile;
import dev.symbolon.server.configuration.Configuration;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What an operator has set, and whom the provider serves.
 *
 * @param profiles those that clients have
 */
record Deployment(Configuration configuration, Set<Profile> profiles) {

    boolean serves(Predicate<Profile> kind) {
        return profiles.stream().anyMatch(kind);
    }
}
