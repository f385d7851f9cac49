package dev.symbolon.resourceserver;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.jose.VerificationKeys;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.protocol.metadata.ProviderMetadata;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The issuer's keys, found by its discovery document (OIDC Discovery §4) and kept as {@link KeyRefresh} says.
 *
 * <p>One fetch at a time serves everybody. While the key set stays the same, so does the instance: what was verified with it
 * can be remembered beside it, and is forgotten with it.
 */
final class IssuerKeys {

    private static final System.Logger LOG = System.getLogger(IssuerKeys.class.getName());

    private final Issuer issuer;
    private final KeyRefresh refresh;
    private final JsonFetcher fetcher;
    private final InstantSource clock;
    private final ReentrantLock flight = new ReentrantLock();
    private volatile Optional<Fetched> fetched = Optional.empty();
    private volatile Optional<Attempt> lastAttempt = Optional.empty();

    private record Fetched(JsonObject jwks, VerificationKeys keys, Instant at) {}

    private record Attempt(Instant at, boolean succeeded) {}

    IssuerKeys(Issuer issuer, KeyRefresh refresh, InstantSource clock) {
        this.issuer = issuer;
        this.refresh = refresh;
        this.fetcher = new JsonFetcher(refresh.timeout());
        this.clock = clock;
    }

    /** The keys to verify with, or none if they cannot be had. */
    Optional<VerificationKeys> current(Instant now) {
        Optional<Fetched> held = noOlderThan(refresh.maximumAge(), now);
        if (held.isPresent()) {
            if (noOlderThan(refresh.maximumAge().dividedBy(2), now).isEmpty()) {
                fetchInBackground();
            }
            return held.map(Fetched::keys);
        }
        Optional<Fetched> spare = noOlderThan(maximumAgeAndGrace(), now);
        if (spare.isPresent() && hasFailed()) {
            fetchInBackground();
            return spare.map(Fetched::keys);
        }
        fetchIfDue();
        return noOlderThan(maximumAgeAndGrace(), now).map(Fetched::keys);
    }

    private Optional<Fetched> noOlderThan(Duration age, Instant now) {
        return fetched.filter(keys -> !now.isAfter(keys.at().plus(age)));
    }

    private boolean hasFailed() {
        return lastAttempt.filter(attempt -> !attempt.succeeded()).isPresent();
    }

    /**
     * The keys, fetched anew unless that was done a moment ago: for a token whose key is not among the current ones.
     *
     * @return none if the issuer cannot be reached, for then nobody knows whether the key is good
     */
    Optional<VerificationKeys> refetched() {
        fetchIfDue();
        return hasFailed() ? Optional.empty() : fetched.map(Fetched::keys);
    }

    private Duration maximumAgeAndGrace() {
        return refresh.maximumAge().plus(refresh.grace());
    }

    private void fetchInBackground() {
        if (isDue() && !flight.isLocked()) {
            Thread.ofVirtual().name("symbolon-keys").start(this::fetchIfDue);
        }
    }

    private void fetchIfDue() {
        flight.lock();
        try {
            if (isDue()) {
                fetch();
            }
        } finally {
            flight.unlock();
        }
    }

    private boolean isDue() {
        Instant now = clock.instant();
        return lastAttempt
                .filter(attempt -> now.isBefore(attempt.at().plus(refresh.pause())))
                .isEmpty();
    }

    private void fetch() {
        Instant asked = clock.instant();
        boolean succeeded = false;
        try {
            JsonObject jwks = fetcher.fetch(jwksUri());
            VerificationKeys keys = fetched.filter(held -> held.jwks().equals(jwks))
                    .map(Fetched::keys)
                    .orElseGet(() -> VerificationKeys.of(jwks));
            fetched = Optional.of(new Fetched(jwks, keys, asked));
            succeeded = true;
        } catch (IOException | JsonException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot fetch the keys of {0}: {1}", issuer, e.getMessage());
        } finally {
            lastAttempt = Optional.of(new Attempt(clock.instant(), succeeded));
        }
    }

    /** Asks the discovery document every time, so that the issuer may move its keys. */
    private URI jwksUri() throws IOException {
        ProviderMetadata metadata =
                ProviderMetadata.of(fetcher.fetch(issuer.resolve("/.well-known/openid-configuration")));
        if (!metadata.issuer().equals(issuer)) {
            throw new IOException("its discovery document is that of another issuer");
        }
        if (issuer.isSecure() && !"https".equals(metadata.jwksUri().getScheme())) {
            throw new IOException("its jwks_uri is not an https address");
        }
        return metadata.jwksUri();
    }
}
