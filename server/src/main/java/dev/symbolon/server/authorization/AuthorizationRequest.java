package dev.symbolon.server.authorization;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Prompt;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;

/** A checked authorization request (OIDC Core §3.1.2.1, RFC 6749 §4.1.1): from here on there are no strings. */
public record AuthorizationRequest(
        ClientId client,
        RedirectUri redirectUri,
        ResponseType responseType,
        ResponseMode responseMode,
        Permissions permissions,
        RequestBindings bindings,
        AuthenticationDemands demands) {

    /** The same request with other demands on the sign-in. */
    public AuthorizationRequest with(AuthenticationDemands other) {
        return new AuthorizationRequest(client, redirectUri, responseType, responseMode, permissions, bindings, other);
    }

    /** The same request for other permissions. */
    AuthorizationRequest with(Permissions other) {
        return new AuthorizationRequest(client, redirectUri, responseType, responseMode, other, bindings, demands);
    }

    public boolean prompts(Prompt prompt) {
        return demands.prompts().contains(prompt);
    }
}
