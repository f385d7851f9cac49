package dev.symbolon.server.storage.sql;

import com.github.benmanes.caffeine.cache.Cache;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.server.audit.Meters;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Clients;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Remembers clients for a few seconds, and also which there are not. */
final class CachedClients implements Clients {

    private final Clients clients;
    private final Cache<ClientId, Optional<Client>> cache;

    CachedClients(Clients clients, Cache<ClientId, Optional<Client>> cache) {
        this.clients = clients;
        this.cache = cache;
    }

    @Override
    public Optional<Client> find(ClientId id) {
        return cache.get(id, clients::find);
    }

    @Override
    public List<Client> following(String name) {
        return clients.following(name);
    }

    @Override
    public long count() {
        return clients.count();
    }

    void forget(Collection<ClientId> ids) {
        cache.invalidateAll(ids);
    }

    void measure(Meters meters) {
        CacheMeters.of(cache, "clients", meters);
    }
}
