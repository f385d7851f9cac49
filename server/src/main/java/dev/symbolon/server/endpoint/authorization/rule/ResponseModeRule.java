package dev.symbolon.server.endpoint.authorization.rule;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.server.authorization.AuthorizationRequest;
import dev.symbolon.server.client.Client;

/**
 * No token travels in a query unless it is encrypted (Multiple Response Types §5, JARM §2.3.1), and the client must be registered
 * for the mode. A message goes to an origin (draft-sakimura-oauth-wmrm §2), so that there must be one.
 */
final class ResponseModeRule implements AuthorizationRule {

    @Override
    public void check(AuthorizationRequest request, Client client) {
        if (request.responseMode().unsigned() == ResponseMode.QUERY
                && request.responseType().carriesTokens()
                && !client.encrypts(request.responseMode())) {
            throw OAuthException.invalidRequest(
                    "response_mode=" + request.responseMode() + " is not allowed for a response type with tokens");
        }
        if (request.responseMode() == ResponseMode.WEB_MESSAGE
                && request.redirectUri().webOrigin().isEmpty()) {
            throw OAuthException.invalidRequest(
                    "response_mode=web_message needs a redirect_uri that begins with https:// or http://");
        }
        if (!client.flows().admits(request.responseMode())) {
            throw OAuthException.invalidRequest(
                    "the client is not registered for the response mode " + request.responseMode());
        }
    }
}
