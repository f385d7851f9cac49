package dev.symbolon.server.endpoint.token;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.client.Client;

/**
 * A request to the token endpoint.
 *
 * @param client who sent it, authenticated
 */
record TokenRequest(Client client, Parameters parameters) {}
