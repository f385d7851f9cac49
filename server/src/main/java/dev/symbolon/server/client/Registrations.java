package dev.symbolon.server.client;

import dev.symbolon.protocol.ClientId;
import java.time.Instant;
import java.util.Optional;

/** Keeps the applications that have registered themselves, each with what lets it change its registration. */
public interface Registrations {

    /**
     * When an application registered itself, and by what it proves that it is the same one.
     *
     * @param tokenDigest of its registration access token
     */
    record Registration(String tokenDigest, Instant registeredAt) {}

    /** @return whether it was registered: not if there are {@code most} already */
    boolean add(Client client, Registration registration, int most);

    Optional<Registration> find(ClientId id);

    /** @return whether it was replaced: not if it is no longer registered */
    boolean replace(Client client);

    /** Ends a registration, and with it whatever was granted to the application. */
    void remove(ClientId id);
}
