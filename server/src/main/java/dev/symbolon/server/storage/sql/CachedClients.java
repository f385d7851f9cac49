package dev.symbolon.server.storage.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.server.audit.Meters;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Clients;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Remembers clients for a few seconds, as many as their size allows, and also which there are not. */
final class CachedClients implements Clients {

    /** Read, a client takes up to four times as much memory as what it is kept as. */
    private static final int MOST_CHARACTERS = 16 << 20;

    private static final int LEAST_WEIGHT = 500;

    private final SqlClients clients;
    private final Cache<ClientId, SqlClients.Found> cache;

    CachedClients(SqlClients clients, Duration remembered, Ticker ticker) {
        this.clients = clients;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(MOST_CHARACTERS)
                .weigher((ClientId id, SqlClients.Found found) -> LEAST_WEIGHT + found.characters())
                .expireAfterWrite(remembered)
                .ticker(ticker)
                .recordStats()
                .build();
    }

    @Override
    public Optional<Client> find(ClientId id) {
        return cache.get(id, clients::look).client();
    }

    @Override
    public List<Client> following(String name) {
        return clients.following(name);
    }

    @Override
    public long count() {
        return clients.count();
    }

    /** How many are remembered, be it that there are none. */
    long remembered() {
        cache.cleanUp();
        return cache.estimatedSize();
    }

    void forget(Collection<ClientId> ids) {
        cache.invalidateAll(ids);
    }

    void measure(Meters meters) {
        CacheMeters.of(cache, "clients", meters);
    }
}
