package dev.symbolon.server.endpoint.authorization.rule;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.server.authorization.AuthorizationRequest;
import dev.symbolon.server.client.Client;

/**
 * A client whose access tokens must be bound to its certificate gets none through the browser: the certificate is not seen there
 * (RFC 8705 §3).
 */
final class CertificateRule implements AuthorizationRule {

    @Override
    public void check(AuthorizationRequest request, Client client) {
        if (client.tokens().senderConstraint().certificateBound()
                && request.responseType().includes(ResponseType.Part.TOKEN)) {
            throw new OAuthException(
                    ErrorCode.UNAUTHORIZED_CLIENT,
                    "the access tokens of the client are bound to its certificate, which the authorization endpoint does not"
                            + " see; leave token out of response_type");
        }
    }
}
