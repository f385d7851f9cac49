package dev.symbolon.resourceserver;

import dev.symbolon.protocol.jose.SigningAlgorithm;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How an API verifies its tokens, where it differs from {@link #defaults()}.
 *
 * @param algorithms the signature algorithms that are allowed; all asymmetric ones unless told. {@code none} and those with a
 *     shared key do not exist here
 * @param clockSkew how far the issuer's clock may be off, for {@code exp}, {@code nbf} and {@code iat}; 60 seconds unless told
 * @param profile what an access token looks like; {@link TokenProfile#AT_JWT} unless told
 * @param cachedTokens how many verified tokens are remembered at most, so that a token seen before costs no signature check;
 *     10,000 unless told (some 3 KB each), 0 for none
 * @param keyRefresh when the issuer's keys are fetched
 * @param metadataLocation where the API publishes its metadata, if that is not where its identifier says (RFC 9728 §3.1)
 * @param introspection as whom to ask which issuer about every token of it, in place of verifying it here; a must for opaque tokens
 * @param dpop whether tokens must be bound to a key, and proofs hold a nonce; neither unless told
 * @param clock the time
 */
public record ResourceServerOptions(
        Set<SigningAlgorithm> algorithms,
        Duration clockSkew,
        TokenProfile profile,
        int cachedTokens,
        KeyRefresh keyRefresh,
        Optional<URI> metadataLocation,
        List<Introspection> introspection,
        DpopPolicy dpop,
        InstantSource clock) {

    private static final ResourceServerOptions DEFAULTS = new ResourceServerOptions(
            Set.of(SigningAlgorithm.values()),
            Duration.ofSeconds(60),
            TokenProfile.AT_JWT,
            10_000,
            KeyRefresh.defaults(),
            Optional.empty(),
            List.of(),
            DpopPolicy.defaults(),
            InstantSource.system());

    /** @throws IllegalArgumentException if there is no algorithm, or a number is negative */
    public ResourceServerOptions {
        algorithms = Set.copyOf(algorithms);
        introspection = List.copyOf(introspection);
        if (algorithms.isEmpty()) {
            throw new IllegalArgumentException("at least one signature algorithm must be allowed");
        }
        if (clockSkew.isNegative() || cachedTokens < 0) {
            throw new IllegalArgumentException("clockSkew and cachedTokens must not be negative");
        }
    }

    public static ResourceServerOptions defaults() {
        return DEFAULTS;
    }

    public ResourceServerOptions withAlgorithms(SigningAlgorithm... algorithms) {
        return new ResourceServerOptions(
                Set.of(algorithms),
                clockSkew,
                profile,
                cachedTokens,
                keyRefresh,
                metadataLocation,
                introspection,
                dpop,
                clock);
    }

    public ResourceServerOptions withClockSkew(Duration clockSkew) {
        return new ResourceServerOptions(
                algorithms, clockSkew, profile, cachedTokens, keyRefresh, metadataLocation, introspection, dpop, clock);
    }

    public ResourceServerOptions withProfile(TokenProfile profile) {
        return new ResourceServerOptions(
                algorithms, clockSkew, profile, cachedTokens, keyRefresh, metadataLocation, introspection, dpop, clock);
    }

    public ResourceServerOptions withCachedTokens(int cachedTokens) {
        return new ResourceServerOptions(
                algorithms, clockSkew, profile, cachedTokens, keyRefresh, metadataLocation, introspection, dpop, clock);
    }

    public ResourceServerOptions withKeyRefresh(KeyRefresh keyRefresh) {
        return new ResourceServerOptions(
                algorithms, clockSkew, profile, cachedTokens, keyRefresh, metadataLocation, introspection, dpop, clock);
    }

    public ResourceServerOptions withMetadataLocation(URI metadataLocation) {
        return new ResourceServerOptions(
                algorithms,
                clockSkew,
                profile,
                cachedTokens,
                keyRefresh,
                Optional.of(metadataLocation),
                introspection,
                dpop,
                clock);
    }

    /**
     * Asks the issuer about tokens in place of verifying them here, so that a revocation is seen at once; of several issuers those that are
     * named here ({@link Introspection#at}).
     */
    public ResourceServerOptions withIntrospection(Introspection... introspection) {
        return new ResourceServerOptions(
                algorithms,
                clockSkew,
                profile,
                cachedTokens,
                keyRefresh,
                metadataLocation,
                List.of(introspection),
                dpop,
                clock);
    }

    public ResourceServerOptions withDpop(DpopPolicy dpop) {
        return new ResourceServerOptions(
                algorithms, clockSkew, profile, cachedTokens, keyRefresh, metadataLocation, introspection, dpop, clock);
    }

    public ResourceServerOptions withClock(InstantSource clock) {
        return new ResourceServerOptions(
                algorithms, clockSkew, profile, cachedTokens, keyRefresh, metadataLocation, introspection, dpop, clock);
    }
}
