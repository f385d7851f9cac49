package dev.symbolon.server.endpoint.authorization.rule;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.server.authorization.AuthorizationRequest;
import dev.symbolon.server.client.Client;

/** FAPI 1 binds the codes of pushed requests by a challenge, and leaves it open for others (FAPI 1 Advanced §5.2.2-18). */
final class PushedCodeRule implements AuthorizationRule {

    @Override
    public void check(AuthorizationRequest request, Client client) {
        if (client.profile().isFapi1() && request.bindings().codeChallenge().isEmpty()) {
            throw OAuthException.invalidRequest(
                    "a pushed request needs a code_challenge by the method S256, by the profile " + client.profile());
        }
    }
}
