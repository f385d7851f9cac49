package dev.symbolon.server.endpoint.authorization.mode;

import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.server.client.Client;

/**
 * Whom an answer is for.
 *
 * @param redirectUri one that the client has registered
 * @param silent whether the request was for an answer without any page ({@code prompt=none})
 */
public record Recipient(Client client, RedirectUri redirectUri, boolean silent) {}
