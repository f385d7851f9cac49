package dev.symbolon.server.endpoint.token;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.server.api.Apis;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.authorization.AuthReqIds;
import dev.symbolon.server.authorization.AuthorizationCodes;
import dev.symbolon.server.authorization.Authorizations;
import dev.symbolon.server.authorization.BackchannelRequests;
import dev.symbolon.server.authorization.Consents;
import dev.symbolon.server.authorization.DeviceCodes;
import dev.symbolon.server.authorization.DeviceRequests;
import dev.symbolon.server.authorization.RemainingPermissions;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.client.authentication.Testimonies;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.token.AccessTokenVerifier;
import dev.symbolon.server.token.AccessTokens;
import dev.symbolon.server.token.IdTokens;
import dev.symbolon.server.token.RefreshTokens;
import dev.symbolon.server.token.TokenIssuer;
import dev.symbolon.server.user.Users;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
            Readers readers,
            InstantSource clock,
            Audit audit) {}

    /** What the grants read and write. */
    public record Stores(
            Clients clients,
            Apis apis,
            Authorizations authorizations,
            DeviceRequests deviceRequests,
            BackchannelRequests backchannelRequests) {}

    /** What reads the tokens that come back. */
    public record Readers(AccessTokenVerifier accessTokens, IdTokens idTokens) {}

    /** What only single grants need. */
    public record Special(
            DeviceCodes deviceCodes, AuthReqIds authReqIds, Testimonies testimonies, Users users, Consents consents) {}

    /** @param features those that are switched on */
    public Grants(Parts parts, Special special, Features features) {
        this.all = Stream.<Grant>of(
                        new AuthorizationCodeGrant(parts),
                        new RefreshTokenGrant(parts),
                        new ClientCredentialsGrant(parts),
                        new DeviceCodeGrant(parts, special.deviceCodes()),
                        new CibaGrant(parts, special.authReqIds()),
                        new TokenExchangeGrant(parts),
                        new JwtBearerGrant(
                                parts,
                                new JwtBearerGrant.Vouched(special.testimonies(), special.users(), special.consents())))
                .filter(grant -> grant.feature().map(features::has).orElse(true))
                .toList();
    }

    public List<GrantType> types() {
        return all.stream().map(Grant::type).toList();
    }

    Optional<Grant> find(GrantType type) {
        return all.stream().filter(grant -> grant.type() == type).findFirst();
    }
}
