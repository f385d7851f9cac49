package dev.symbolon.server.token;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.jose.EncryptionKeys;
import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.http.fetch.Expectation;
import dev.symbolon.server.http.fetch.FetchException;
import dev.symbolon.server.http.fetch.Fetcher;
import java.net.URI;
import java.util.Optional;

/** Encrypts what has been signed for a client, by the client's own keys (OIDC Core §10.2, §16.14). */
public final class Encryptions {

    private final Fetcher fetcher;
    private final boolean isOn;

    /** @param isOn whether anything is encrypted at all; what should be is not told otherwise */
    public Encryptions(Fetcher fetcher, boolean isOn) {
        this.fetcher = fetcher;
        this.isOn = isOn;
    }

    /**
     * The JWT, encrypted for the client if there are algorithms for that.
     *
     * @throws OAuthException {@code invalid_request} if the client has no key for it, its keys cannot be had, or nothing is
     *     encrypted here
     */
    public String encrypt(Client client, String jwt, Optional<JweAlgorithms> algorithms) {
        return algorithms.map(present -> encrypted(client, jwt, present)).orElse(jwt);
    }

    private String encrypted(Client client, String jwt, JweAlgorithms algorithms) {
        if (!isOn) {
            throw OAuthException.invalidRequest("the client's answers are to be encrypted, which is switched off");
        }
        try {
            return switch (client.credentials().keys()) {
                case ClientKeys.None() -> throw noKey(algorithms);
                case ClientKeys.Registered(var keys) ->
                    keys(keys.jwks()).encrypt(jwt, algorithms).orElseThrow(() -> noKey(algorithms));
                case ClientKeys.Published(URI uri) -> encrypted(uri, jwt, algorithms);
            };
        } catch (FetchException | JsonException e) {
            throw OAuthException.invalidRequest("the keys of the client cannot be had: " + e.getMessage());
        }
    }

    private String encrypted(URI uri, String jwt, JweAlgorithms algorithms) {
        return keys(fetcher.get(uri, Expectation.KEY_SET).body())
                .encrypt(jwt, algorithms)
                .or(() -> keys(fetcher.renew(uri, Expectation.KEY_SET).body()).encrypt(jwt, algorithms))
                .orElseThrow(() -> noKey(algorithms));
    }

    private static EncryptionKeys keys(String jwks) {
        return EncryptionKeys.of(JsonObject.parse(jwks));
    }

    private static OAuthException noKey(JweAlgorithms algorithms) {
        return OAuthException.invalidRequest("the client has no key to encrypt its answers for by " + algorithms.alg());
    }
}
