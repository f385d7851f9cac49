package dev.symbolon.server.endpoint.authorization.rule;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.server.authorization.AuthorizationRequest;
import dev.symbolon.server.client.Client;

/** A request must ask for something (RFC 6749 §3.3). */
final class ScopeRule implements AuthorizationRule {

    @Override
    public void check(AuthorizationRequest request, Client client) {
        if (request.permissions().yieldNothing()) {
            throw new OAuthException(
                    ErrorCode.INVALID_SCOPE,
                    "scope must hold openid or a permission of the API that resource or audience names");
        }
    }
}
