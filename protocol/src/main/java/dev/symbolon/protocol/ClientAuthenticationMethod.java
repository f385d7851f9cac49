package dev.symbolon.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a client proves who it is at the token endpoint (OIDC Core §9, {@code token_endpoint_auth_method}). */
public enum ClientAuthenticationMethod {
    CLIENT_SECRET_BASIC,
    CLIENT_SECRET_POST,
    /** By a JWT that is signed with the secret (RFC 7523 §2.2). */
    CLIENT_SECRET_JWT,
    /** By a JWT that is signed with a private key, whose public key the provider knows (RFC 7523 §2.2). */
    PRIVATE_KEY_JWT,
    /** By a certificate of TLS that an authority vouches for, with a subject that is registered (RFC 8705 §2.1). */
    TLS_CLIENT_AUTH,
    /** By a certificate of TLS that is registered itself, or whose key is (RFC 8705 §2.2). */
    SELF_SIGNED_TLS_CLIENT_AUTH,
    /** Not at all: for public clients, whose codes are bound by PKCE. */
    NONE;

    /** The method's name on the wire. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it needs a secret that client and provider share. */
    public boolean usesSecret() {
        return switch (this) {
            case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST, CLIENT_SECRET_JWT -> true;
            case PRIVATE_KEY_JWT, TLS_CLIENT_AUTH, SELF_SIGNED_TLS_CLIENT_AUTH, NONE -> false;
        };
    }

    /** Whether a JWT that the client has signed proves who it is. */
    public boolean usesAssertion() {
        return this == CLIENT_SECRET_JWT || this == PRIVATE_KEY_JWT;
    }

    /** Whether the connection itself proves who the client is. */
    public boolean usesCertificate() {
        return this == TLS_CLIENT_AUTH || this == SELF_SIGNED_TLS_CLIENT_AUTH;
    }

    /** @throws OAuthException {@code invalid_request} if it is none of these */
    public static ClientAuthenticationMethod parse(String text) {
        for (ClientAuthenticationMethod method : values()) {
            if (method.value().equals(text)) {
                return method;
            }
        }
        throw OAuthException.invalidRequest("the client authentication method must be one of "
                + Arrays.stream(values()).map(ClientAuthenticationMethod::value).collect(Collectors.joining(", ")));
    }

    @Override
    public String toString() {
        return value();
    }
}
