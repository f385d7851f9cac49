package dev.symbolon.resourceserver;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * As whom an API asks the issuer what a token is worth (RFC 7662), and for how long it believes the answer.
 *
 * @param issuer who is asked; absent means the only one that the API has
 * @param clientId the client that the issuer knows as this API
 * @param secret of that client, sent by {@code client_secret_basic}
 * @param believed for how long an answer counts, also one that the token is not active, but never beyond the token's end; so a
 *     revocation works within this time. 10 seconds unless told, zero to ask every time
 * @param timeout how long one answer may take, from connecting to its last octet; 5 seconds unless told
 */
public record Introspection(
        Optional<Issuer> issuer, ClientId clientId, Secret secret, Duration believed, Duration timeout) {

    /** @throws IllegalArgumentException if {@code believed} is negative or longer than 5 minutes, or {@code timeout} is not positive */
    public Introspection {
        if (believed.isNegative() || believed.compareTo(Duration.ofMinutes(5)) > 0 || !timeout.isPositive()) {
            throw new IllegalArgumentException("believed must be 0 to 5 minutes, and timeout more than zero");
        }
    }

    /** @param secret of a client that the issuer lets ask about tokens for this API */
    public static Introspection as(ClientId clientId, Secret secret) {
        return new Introspection(Optional.empty(), clientId, secret, Duration.ofSeconds(10), Duration.ofSeconds(5));
    }

    /** Who is asked, for an API that accepts the tokens of several. */
    public Introspection at(Issuer issuer) {
        return new Introspection(Optional.of(issuer), clientId, secret, believed, timeout);
    }

    public Introspection withBelieved(Duration believed) {
        return new Introspection(issuer, clientId, secret, believed, timeout);
    }

    public Introspection withTimeout(Duration timeout) {
        return new Introspection(issuer, clientId, secret, believed, timeout);
    }
}
