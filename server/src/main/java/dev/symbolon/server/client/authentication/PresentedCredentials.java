package dev.symbolon.server.client.authentication;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Secret;
import java.util.Optional;

/**
 * What a request says of the client that sent it.
 *
 * @param secret what is to prove it; none for a public client
 */
record PresentedCredentials(ClientId client, Optional<Secret> secret) {}
