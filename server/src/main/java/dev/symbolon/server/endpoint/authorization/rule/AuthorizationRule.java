package dev.symbolon.server.endpoint.authorization.rule;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.server.authorization.AuthorizationRequest;
import dev.symbolon.server.client.Client;

/** A condition on authorization requests. */
@FunctionalInterface
public interface AuthorizationRule {

    /** @throws OAuthException if the request does not fulfil it */
    void check(AuthorizationRequest request, Client client);
}
