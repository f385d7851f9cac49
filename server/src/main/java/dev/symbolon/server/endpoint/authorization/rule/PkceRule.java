package dev.symbolon.server.endpoint.authorization.rule;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.server.authorization.AuthorizationRequest;
import dev.symbolon.server.client.Client;

/** The codes of public clients, and of those that are so registered, must be bound by a challenge (RFC 9700 §2.1.1). */
final class PkceRule implements AuthorizationRule {

    @Override
    public void check(AuthorizationRequest request, Client client) {
        boolean needed = client.isPublic() || client.flows().pkceRequired();
        if (needed
                && request.responseType().includes(ResponseType.Part.CODE)
                && request.bindings().codeChallenge().isEmpty()) {
            throw OAuthException.invalidRequest("the client must send a code_challenge by the method S256");
        }
    }
}
