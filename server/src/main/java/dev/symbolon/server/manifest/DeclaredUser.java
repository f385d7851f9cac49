package dev.symbolon.server.manifest;

import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.user.Username;
import java.util.Optional;

/**
 * An account, but for what only the database can add.
 *
 * @param subject absent means to keep the one that there is, or a random one for a new account
 * @param password absent means to keep the one that there is
 */
record DeclaredUser(
        Username username,
        Optional<Subject> subject,
        Optional<DeclaredPassword> password,
        boolean disabled,
        JsonObject claims) {

    /** A password, itself or as a hash that was made elsewhere. */
    sealed interface DeclaredPassword {

        record Plain(Secret password) implements DeclaredPassword {}

        /** @param hash in the PHC string format of Argon2id */
        record Hashed(String hash) implements DeclaredPassword {}
    }
}
