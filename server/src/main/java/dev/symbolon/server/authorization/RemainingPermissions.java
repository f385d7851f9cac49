package dev.symbolon.server.authorization;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.Apis;
import dev.symbolon.server.client.Client;

/**
 * Says what is left of permissions once an operator has taken some away: requests, codes and grants live on while clients and APIs
 * change.
 */
public final class RemainingPermissions {

    private final Apis apis;

    public RemainingPermissions(Apis apis) {
        this.apis = apis;
    }

    /** Those of the permissions that there still are and that the client is still registered for. */
    public Permissions of(Client client, Permissions permissions) {
        Scope identity =
                permissions.identity().filter(value -> !value.equals(Scope.OFFLINE_ACCESS) || refreshes(client));
        return new Permissions(
                identity,
                permissions.each((audience, values) -> values.intersect(ofApi(client, audience))),
                permissions.eachDetail((audience, details) -> stillKnown(client, audience, details)));
    }

    private AuthorizationDetails stillKnown(Client client, Audience audience, AuthorizationDetails details) {
        return client.apis().containsKey(audience)
                ? apis.find(audience)
                        .map(api -> details.filter(detail -> client.mayAskFor(detail)
                                && api.detailType(detail.type()).isPresent()))
                        .orElse(AuthorizationDetails.NONE)
                : AuthorizationDetails.NONE;
    }

    private static boolean refreshes(Client client) {
        return client.mayUse(GrantType.REFRESH_TOKEN);
    }

    private Scope ofApi(Client client, Audience audience) {
        Scope registered = client.apis().getOrDefault(audience, Scope.empty());
        return apis.find(audience).map(Api::scope).map(registered::intersect).orElse(Scope.empty());
    }
}
