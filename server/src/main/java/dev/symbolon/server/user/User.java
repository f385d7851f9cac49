package dev.symbolon.server.user;

import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;

/**
 * A person's account.
 *
 * @param username what the person types, in the form that {@link Username} gives it
 * @param passwordHash in the PHC string format of Argon2id
 * @param disabled whether nothing may be done with it: no sign-in, session, refresh or userinfo
 * @param claims the standard claims (OIDC Core §5.1) but for {@code sub}
 */
public record User(Subject subject, Username username, String passwordHash, boolean disabled, JsonObject claims) {

    @Override
    public String toString() {
        return "User[" + subject + "]";
    }
}
