package dev.symbolon.server.endpoint.authorization.rule;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.server.authorization.AuthorizationRequest;
import dev.symbolon.server.client.Client;

/** No token travels in a query (Multiple Response Types §5), and the client must be registered for the mode. */
final class ResponseModeRule implements AuthorizationRule {

    @Override
    public void check(AuthorizationRequest request, Client client) {
        if (request.responseMode() == ResponseMode.QUERY
                && request.responseType().carriesTokens()) {
            throw OAuthException.invalidRequest("response_mode=query is not allowed for a response type with tokens");
        }
        if (!client.flows().responseModes().contains(request.responseMode())) {
            throw OAuthException.invalidRequest(
                    "the client is not registered for the response mode " + request.responseMode());
        }
    }
}
