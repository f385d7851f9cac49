package dev.symbolon.server.manifest;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Secret;
import dev.symbolon.server.client.Client;
import java.util.List;
import java.util.Optional;

/**
 * A client, but for what only the database can add.
 *
 * @param client without digests of secrets, and without APIs
 * @param secrets none means to keep those that there are
 */
record DeclaredClient(Client client, List<Secret> secrets, List<Declared<Access>> apis) {

    /** @param permissions absent means all that the API has */
    record Access(Audience audience, Optional<Scope> permissions) {}
}
