package dev.symbolon.server.client.authentication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.jose.VerificationKeys;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.http.fetch.Expectation;
import dev.symbolon.server.http.fetch.FetchException;
import dev.symbolon.server.http.fetch.Fetcher;
import dev.symbolon.server.http.fetch.Lazily;
import java.net.URI;
import java.util.Set;

/** Verifies what clients, and those whose word they bring, have signed with their private keys. */
public final class ClientSignatures {

    /** Parsed, keys take up to eight times as much memory as their text. */
    private static final int MOST_CHARACTERS = 4 << 20;

    private static final int LEAST_WEIGHT = 1_000;

    private final Fetcher fetcher;
    private final Lazily<Cache<String, VerificationKeys>> parsed = new Lazily<>(() -> Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((String jwks, VerificationKeys keys) -> LEAST_WEIGHT + jwks.length())
            .executor(Runnable::run)
            .build());

    public ClientSignatures(Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    /**
     * Verifies the signature of a JWT by the keys of the client. Keys that it publishes are fetched again if the JWT names one
     * that is not among them, though not more than once a minute.
     */
    public Verification verify(Client client, String jwt, Set<SigningAlgorithm> algorithms) {
        return verify(client.credentials().keys(), jwt, algorithms);
    }

    /** The same by the keys of whomever they belong to. */
    Verification verify(ClientKeys owned, String jwt, Set<SigningAlgorithm> algorithms) {
        try {
            return switch (owned) {
                case ClientKeys.None() -> new Verification.Invalid("no keys are registered");
                case ClientKeys.Registered(var keys) -> keys(keys.jwks()).verify(jwt, algorithms);
                case ClientKeys.Published(URI uri) -> verify(uri, jwt, algorithms);
            };
        } catch (FetchException | JsonException e) {
            return new Verification.Invalid("the keys cannot be had: " + e.getMessage());
        }
    }

    private Verification verify(URI uri, String jwt, Set<SigningAlgorithm> algorithms) {
        Verification verification =
                keys(fetcher.get(uri, Expectation.KEY_SET).body()).verify(jwt, algorithms);
        return verification instanceof Verification.UnknownKey
                ? keys(fetcher.renew(uri, Expectation.KEY_SET).body()).verify(jwt, algorithms)
                : verification;
    }

    /** How many key sets are remembered. */
    long remembered() {
        return parsed.get().estimatedSize();
    }

    private VerificationKeys keys(String jwks) {
        return parsed.get().get(jwks, text -> VerificationKeys.of(JsonObject.parse(text)));
    }
}
