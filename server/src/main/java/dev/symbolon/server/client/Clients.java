package dev.symbolon.server.client;

import dev.symbolon.protocol.ClientId;
import java.util.List;
import java.util.Optional;

/** Keeps the registered applications. */
public interface Clients {

    Optional<Client> find(ClientId id);

    List<Client> all();

    /** How many there are; they may be more than memory has room for. */
    long count();
}
