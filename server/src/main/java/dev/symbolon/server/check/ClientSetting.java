package dev.symbolon.server.check;

/** A setting of a client that a rule speaks of. */
public enum ClientSetting {
    AUTHENTICATION("authentication", "token_endpoint_auth_method"),
    AUTHENTICATION_ALGORITHM("token-endpoint-auth-signing-alg", "token_endpoint_auth_signing_alg"),
    GRANT_TYPES("grant-types", "grant_types"),
    RESPONSE_TYPES("response-types", "response_types"),
    REDIRECT_URIS("redirect-uris", "redirect_uris"),
    REQUIRE_PKCE("require-pkce", "require_pkce"),
    REQUIRE_SIGNED_REQUESTS("require-signed-request-object", "require_signed_request_object"),
    REQUIRE_PUSHED_REQUESTS("require-pushed-authorization-requests", "require_pushed_authorization_requests"),
    REQUEST_ALGORITHM("request-object-signing-alg", "request_object_signing_alg"),
    BACKCHANNEL_ALGORITHM(
            "backchannel-authentication-request-signing-alg", "backchannel_authentication_request_signing_alg"),
    APIS("apis", "apis"),
    ID_TOKEN_ALGORITHM("tokens.id-token-algorithm", "id_token_signed_response_alg"),
    USERINFO_ALGORITHM("tokens.userinfo-signed-response-alg", "userinfo_signed_response_alg"),
    AUTHORIZATION_ALGORITHM("tokens.authorization-signed-response-alg", "authorization_signed_response_alg"),
    INTROSPECTION_ALGORITHM("tokens.introspection-signed-response-alg", "introspection_signed_response_alg"),
    DPOP_BOUND("tokens.dpop-bound-access-tokens", "dpop_bound_access_tokens");

    /** Before the keys of the section of a manifest that says what the tokens of a client are like. */
    public static final String TOKENS = "tokens.";

    private final String key;
    private final String metadata;

    ClientSetting(String key, String metadata) {
        this.key = key;
        this.metadata = metadata;
    }

    /** Its key in a manifest, within the client. */
    public String key() {
        return key;
    }

    /** Its name in a registration (OIDC Registration §2). */
    public String metadata() {
        return metadata;
    }
}
