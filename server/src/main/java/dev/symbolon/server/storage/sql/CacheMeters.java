package dev.symbolon.server.storage.sql;

import com.github.benmanes.caffeine.cache.Cache;
import dev.symbolon.server.audit.Meters;
import dev.symbolon.server.audit.Metric;

/** What can be read off a cache. */
final class CacheMeters {

    private CacheMeters() {}

    static void of(Cache<?, ?> cache, String name, Meters meters) {
        meters.level(Metric.CACHE_ENTRIES, cache::estimatedSize, name);
        meters.total(Metric.CACHE_READS, () -> cache.stats().hitCount(), name, "hit");
        meters.total(Metric.CACHE_READS, () -> cache.stats().missCount(), name, "miss");
        meters.total(Metric.CACHE_EVICTIONS, () -> cache.stats().evictionCount(), name);
    }
}
