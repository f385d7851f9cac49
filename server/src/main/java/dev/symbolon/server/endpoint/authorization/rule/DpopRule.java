package dev.symbolon.server.endpoint.authorization.rule;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.server.authorization.AuthorizationRequest;
import dev.symbolon.server.client.Client;

/** An access token by the browser, too, is bound to the key of a client that must have bound ones (RFC 9449 §5.2, §10). */
final class DpopRule implements AuthorizationRule {

    @Override
    public void check(AuthorizationRequest request, Client client) {
        if (client.tokens().senderConstraint().dpopBound()
                && request.responseType().includes(ResponseType.Part.TOKEN)
                && request.bindings().dpopJkt().isEmpty()) {
            throw OAuthException.invalidRequest(
                    "the client must send dpop_jkt for an access token from the authorization endpoint");
        }
    }
}
