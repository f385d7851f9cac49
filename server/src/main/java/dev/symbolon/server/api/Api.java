package dev.symbolon.server.api;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A protected API (a resource server, RFC 6749 §1.1).
 *
 * @param audience what access tokens for it say in {@code aud}
 * @param permissions what may be done with it, in the order in which people read them
 * @param introspectionClients as whom the API itself may ask what a token for it is worth (RFC 7662 §2.1)
 * @param detailTypes what it can be asked for in detail (RFC 9396)
 */
public record Api(
        Audience audience,
        LocalizedText name,
        List<Permission> permissions,
        SigningAlgorithm accessTokenAlgorithm,
        Duration accessTokenLifetime,
        AccessTokenFormat accessTokenFormat,
        Set<ClientId> introspectionClients,
        List<DetailType> detailTypes) {

    /** What signs the access tokens of a new API: a signature of it is shorter than one by RSA and costs a small part of its time. */
    public static final SigningAlgorithm USUAL_ALGORITHM = SigningAlgorithm.ES256;

    public Api {
        permissions = List.copyOf(permissions);
        introspectionClients = Set.copyOf(introspectionClients);
        detailTypes = List.copyOf(detailTypes);
    }

    /** An API that verifies its tokens, JWTs, itself and asks nobody. */
    public Api(
            Audience audience,
            LocalizedText name,
            List<Permission> permissions,
            SigningAlgorithm accessTokenAlgorithm,
            Duration accessTokenLifetime) {
        this(
                audience,
                name,
                permissions,
                accessTokenAlgorithm,
                accessTokenLifetime,
                AccessTokenFormat.JWT,
                Set.of(),
                List.of());
    }

    /** This API with its access tokens signed by another algorithm. */
    public Api withAccessTokenAlgorithm(SigningAlgorithm algorithm) {
        return new Api(
                audience,
                name,
                permissions,
                algorithm,
                accessTokenLifetime,
                accessTokenFormat,
                introspectionClients,
                detailTypes);
    }

    /** This API, asking as one of these clients. */
    public Api withIntrospectionClients(ClientId... clients) {
        return new Api(
                audience,
                name,
                permissions,
                accessTokenAlgorithm,
                accessTokenLifetime,
                accessTokenFormat,
                Set.of(clients),
                detailTypes);
    }

    /** This API with access tokens of another format. */
    public Api withAccessTokenFormat(AccessTokenFormat format) {
        return new Api(
                audience,
                name,
                permissions,
                accessTokenAlgorithm,
                accessTokenLifetime,
                format,
                introspectionClients,
                detailTypes);
    }

    /** This API, which can be asked for these in detail. */
    public Api withDetailTypes(DetailType... types) {
        return new Api(
                audience,
                name,
                permissions,
                accessTokenAlgorithm,
                accessTokenLifetime,
                accessTokenFormat,
                introspectionClients,
                List.of(types));
    }

    public Optional<DetailType> detailType(String name) {
        return detailTypes.stream().filter(type -> type.name().equals(name)).findFirst();
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
