package dev.symbolon.protocol;

import java.util.Locale;

/** How a client proves who it is at the token endpoint (OIDC Core §9, {@code token_endpoint_auth_method}). */
public enum ClientAuthenticationMethod {
    CLIENT_SECRET_BASIC,
    CLIENT_SECRET_POST,
    /** Not at all: for public clients, whose codes are bound by PKCE. */
    NONE;

    /** The method's name on the wire. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws OAuthException {@code invalid_request} if it is none of these */
    public static ClientAuthenticationMethod parse(String text) {
        for (ClientAuthenticationMethod method : values()) {
            if (method.value().equals(text)) {
                return method;
            }
        }
        throw OAuthException.invalidRequest(
                "the client authentication method must be client_secret_basic, client_secret_post or none");
    }

    @Override
    public String toString() {
        return value();
    }
}
