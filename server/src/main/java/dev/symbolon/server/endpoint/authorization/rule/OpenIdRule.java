package dev.symbolon.server.endpoint.authorization.rule;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.server.authorization.AuthorizationRequest;
import dev.symbolon.server.client.Client;

/** An ID token is given only to who asks for {@code openid} (OIDC Core §3.1.2.1). */
final class OpenIdRule implements AuthorizationRule {

    @Override
    public void check(AuthorizationRequest request, Client client) {
        if (request.responseType().includes(ResponseType.Part.ID_TOKEN)
                && !request.permissions().isOpenId()) {
            throw new OAuthException(
                    ErrorCode.INVALID_SCOPE, "a response type with id_token needs openid in the scope");
        }
    }
}
