package dev.symbolon.server.api;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A protected API (a resource server, RFC 6749 §1.1).
 *
 * @param audience what access tokens for it say in {@code aud}
 * @param permissions what may be done with it, in the order in which people read them
 */
public record Api(
        Audience audience,
        LocalizedText name,
        List<Permission> permissions,
        SigningAlgorithm accessTokenAlgorithm,
        Duration accessTokenLifetime) {

    /** What signs the access tokens of a new API: a signature of it is shorter than one by RSA and costs a small part of its time. */
    public static final SigningAlgorithm USUAL_ALGORITHM = SigningAlgorithm.ES256;

    public Api {
        permissions = List.copyOf(permissions);
    }

    /** This API with its access tokens signed by another algorithm. */
    public Api withAccessTokenAlgorithm(SigningAlgorithm algorithm) {
        return new Api(audience, name, permissions, algorithm, accessTokenLifetime);
    }

    /** Every permission that there is. */
    public Scope scope() {
        return Scope.of(permissions.stream().map(Permission::name).toList());
    }

    public Optional<Permission> permission(String name) {
        return permissions.stream()
                .filter(permission -> permission.name().equals(name))
                .findFirst();
    }
}
