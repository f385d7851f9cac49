package dev.symbolon.server.authorization;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Scope;
import java.util.Optional;

/**
 * What is asked for or granted.
 *
 * @param identity the scope values of OpenID Connect itself: {@code openid}, {@code profile}, {@code offline_access} …; with them
 *     stand single claims ({@link ClaimPermissions})
 * @param audience the API that is meant, if any
 * @param api permissions of that API; empty without one
 */
public record Permissions(Scope identity, Optional<Audience> audience, Scope api) {

    /** What can be written as one {@code scope} parameter: everything but single claims. */
    public Scope scope() {
        return identity.filter(ClaimPermissions::isScopeValue).plus(api);
    }

    /** Everything, single claims included. */
    public Scope all() {
        return identity.plus(api);
    }

    /** These permissions with more of those about the person. */
    public Permissions plus(Scope moreIdentity) {
        return new Permissions(identity.plus(moreIdentity), audience, api);
    }

    public Permissions minus(Scope scope) {
        return new Permissions(identity.minus(scope), audience, api.minus(scope));
    }

    public Permissions limitedTo(Scope scope) {
        return new Permissions(identity.intersect(scope), audience, api.intersect(scope));
    }

    public boolean isOpenId() {
        return identity.contains(Scope.OPENID);
    }

    public boolean isOffline() {
        return identity.contains(Scope.OFFLINE_ACCESS);
    }
}
