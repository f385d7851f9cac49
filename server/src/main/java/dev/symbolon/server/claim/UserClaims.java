package dev.symbolon.server.claim;

import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.user.User;
import dev.symbolon.server.user.Users;
import java.util.List;
import java.util.Optional;

/** The claims about a person that a scope lets a client see (OIDC Core §5.4). */
public final class UserClaims {

    private final Users users;

    public UserClaims(Users users) {
        this.users = users;
    }

    /** {@code sub} and the claims of the scope; empty if the account is gone or disabled. */
    public Optional<JsonObject> of(Subject subject, Scope scope) {
        return users.find(subject).filter(user -> !user.disabled()).map(user -> claims(user, scope));
    }

    private static JsonObject claims(User user, Scope scope) {
        List<String> names = scope.values().stream()
                .flatMap(value -> IdentityScopes.claims(value).stream())
                .toList();
        return JsonObject.empty()
                .with("sub", user.subject())
                .with(user.claims().only(names).without("sub"));
    }
}
