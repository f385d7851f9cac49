package dev.symbolon.server.storage.sql;

import com.github.benmanes.caffeine.cache.Cache;
import dev.symbolon.protocol.Audience;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.Apis;
import dev.symbolon.server.audit.Meters;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Remembers APIs for a few seconds, and also which there are not. */
final class CachedApis implements Apis {

    private final Apis apis;
    private final Cache<Audience, Optional<Api>> cache;
    private final Cache<Boolean, List<Api>> everyOne;

    CachedApis(Apis apis, Cache<Audience, Optional<Api>> cache, Cache<Boolean, List<Api>> everyOne) {
        this.apis = apis;
        this.cache = cache;
        this.everyOne = everyOne;
    }

    @Override
    public Optional<Api> find(Audience audience) {
        return cache.get(audience, apis::find);
    }

    @Override
    public List<Api> all() {
        return everyOne.get(true, _ -> apis.all());
    }

    void forget(Collection<Audience> audiences) {
        cache.invalidateAll(audiences);
        everyOne.invalidateAll();
    }

    void measure(Meters meters) {
        CacheMeters.of(cache, "apis", meters);
    }
}
