package dev.symbolon.server.endpoint.token;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.server.api.Apis;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.authorization.AuthorizationCodes;
import dev.symbolon.server.authorization.Authorizations;
import dev.symbolon.server.authorization.RemainingPermissions;
import dev.symbolon.server.token.AccessTokens;
import dev.symbolon.server.token.RefreshTokens;
import dev.symbolon.server.token.TokenIssuer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The grants that are served. */
public final class Grants {

    private final List<Grant> all;

    /** What the grants are made of. */
    public record Parts(
            Stores stores,
            AuthorizationCodes codes,
            RemainingPermissions remaining,
            TokenIssuer tokens,
            AccessTokens accessTokens,
            RefreshTokens refreshTokens,
            InstantSource clock,
            Audit audit) {}

    /** What the grants read and write. */
    public record Stores(Authorizations authorizations, Apis apis) {}

    public Grants(Parts parts) {
        this.all = List.of(
                new AuthorizationCodeGrant(parts), new RefreshTokenGrant(parts), new ClientCredentialsGrant(parts));
    }

    public List<GrantType> types() {
        return all.stream().map(Grant::type).toList();
    }

    Optional<Grant> find(GrantType type) {
        return all.stream().filter(grant -> grant.type() == type).findFirst();
    }
}
