package dev.symbolon.server.endpoint.authorization.rule;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.server.authorization.AuthorizationRequest;
import dev.symbolon.server.client.Client;

/** The client must be registered for the response type (OIDC Registration §2; RFC 9700 §2.1.2 for access tokens). */
final class ResponseTypeRule implements AuthorizationRule {

    @Override
    public void check(AuthorizationRequest request, Client client) {
        if (!client.flows().responseTypes().contains(request.responseType())) {
            throw new OAuthException(
                    ErrorCode.UNAUTHORIZED_CLIENT,
                    "the client is not registered for the response type " + request.responseType());
        }
    }
}
