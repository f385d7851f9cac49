package dev.symbolon.server.endpoint;

import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.Apis;
import dev.symbolon.server.api.Permission;
import dev.symbolon.server.authorization.ClaimPermissions;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.claim.ClaimLanguages;
import dev.symbolon.server.claim.IdentityScopes;
import dev.symbolon.server.page.ConsentPage.Group;
import dev.symbolon.server.page.ConsentPage.Item;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Puts permissions as people read them: first those about the person, then API by API in the API's own words. */
public final class PermissionGroups {

    private final Apis apis;

    public PermissionGroups(Apis apis) {
        this.apis = apis;
    }

    public List<Group> of(Permissions permissions, List<Locale> languages) {
        List<Group> groups = new ArrayList<>();
        if (!permissions.identity().isEmpty()) {
            groups.add(new Group.AboutYou(permissions.identity().values().stream()
                    .filter(value -> !isTold(ClaimPermissions.claim(value), permissions.identity()))
                    .map(value -> new Item(value, "", isOptional(value)))
                    .toList()));
        }
        permissions.apis().forEach((audience, values) -> {
            AuthorizationDetails details = permissions.detail(audience);
            apis.find(audience)
                    .filter(known -> !values.isEmpty() || !details.isEmpty())
                    .ifPresent(api -> groups.add(new Group.OfApi(
                            api.name().in(languages),
                            items(api, values, languages),
                            new DetailGroups(api, languages).of(details))));
        });
        return groups;
    }

    private static List<Item> items(Api api, Scope values, List<Locale> languages) {
        return api.permissions().stream()
                .filter(permission -> values.contains(permission.name()))
                .map(permission ->
                        new Item(permission.name(), permission.description().in(languages), permission.optional()))
                .toList();
    }

    /** Whether one of the scope values lets the client learn the claim anyway. */
    private static boolean isTold(String claim, Scope identity) {
        String base = ClaimLanguages.base(claim);
        return identity.values().stream()
                .anyMatch(value -> IdentityScopes.claims(value).contains(base));
    }

    /**
     * Those of the values that are asked for and may be left out; what one API needs may be left out of none. With a scope value go the single
     * claims that it covers.
     */
    public Scope optionalOf(Permissions asked, Collection<String> values) {
        Scope named = Scope.of(values);
        Scope identity = asked.identity()
                .filter(PermissionGroups::isOptional)
                .filter(value -> named.contains(value) || isTold(ClaimPermissions.claim(value), named));
        Scope needed = asked.apis().keySet().stream()
                .flatMap(audience -> apis.find(audience).stream())
                .flatMap(api -> api.permissions().stream())
                .filter(permission -> !permission.optional())
                .map(Permission::name)
                .collect(Collectors.collectingAndThen(Collectors.toSet(), Scope::of));
        return identity.plus(asked.api().minus(needed).intersect(named));
    }

    private static boolean isOptional(String identityScope) {
        return !identityScope.equals(Scope.OPENID);
    }
}
