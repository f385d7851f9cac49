package dev.symbolon.server.endpoint.token;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.token.Confirmation;
import dev.symbolon.server.client.Client;

/**
 * A request to the token endpoint.
 *
 * @param client who sent it, authenticated
 * @param binding the key that it proves to hold, which the tokens will be bound to
 */
record TokenRequest(Client client, Parameters parameters, Confirmation binding) {}
