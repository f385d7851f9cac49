package dev.symbolon.server.claim;

import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.authorization.ClaimPermissions;
import dev.symbolon.server.user.User;
import dev.symbolon.server.user.Users;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The claims about a person that a scope and single claims let a client see (OIDC Core §5.4, §5.5). */
public final class UserClaims {

    private final Users users;

    public UserClaims(Users users) {
        this.users = users;
    }

    /** {@code sub} and the claims of the permissions about the person; empty if the account is gone or disabled. */
    public Optional<JsonObject> of(Subject subject, Scope scope) {
        return users.find(subject).filter(user -> !user.disabled()).map(user -> claims(user, scope));
    }

    private static JsonObject claims(User user, Scope scope) {
        Set<String> names = scope.values().stream()
                .flatMap(value -> IdentityScopes.claims(value).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        names.addAll(ClaimPermissions.claims(scope));
        return JsonObject.empty()
                .with("sub", user.subject())
                .with(ClaimLanguages.told(user.claims(), names).without("sub"));
    }
}
