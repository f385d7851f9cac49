package dev.symbolon.server.endpoint.authorization.rule;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.server.authorization.AuthorizationRequest;
import dev.symbolon.server.client.Client;

/** An ID token from the authorization endpoint must be bound to its request by a nonce (OIDC Core §3.2.2.1, §3.3.2.11). */
final class NonceRule implements AuthorizationRule {

    @Override
    public void check(AuthorizationRequest request, Client client) {
        if (request.responseType().includes(ResponseType.Part.ID_TOKEN)
                && request.bindings().nonce().isEmpty()) {
            throw OAuthException.invalidRequest("a response type with id_token needs a nonce");
        }
    }
}
