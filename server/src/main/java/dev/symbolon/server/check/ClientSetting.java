package dev.symbolon.server.check;

/** A setting of a client that a rule speaks of. */
public enum ClientSetting {
    AUTHENTICATION("authentication", "token_endpoint_auth_method"),
    AUTHENTICATION_ALGORITHM("token-endpoint-auth-signing-alg", "token_endpoint_auth_signing_alg"),
    GRANT_TYPES("grant-types", "grant_types"),
    RESPONSE_TYPES("response-types", "response_types"),
    RESPONSE_MODES("response-modes", "response_modes"),
    REDIRECT_URIS("redirect-uris", "redirect_uris"),
    POST_LOGOUT_REDIRECT_URIS("post-logout-redirect-uris", "post_logout_redirect_uris"),
    BACKCHANNEL_LOGOUT("backchannel-logout-uri", "backchannel_logout_uri"),
    FRONTCHANNEL_LOGOUT("frontchannel-logout-uri", "frontchannel_logout_uri"),
    SECURITY_PROFILE("security-profile", "security_profile"),
    SUBJECT_TYPE("subject-type", "subject_type"),
    REQUIRE_PKCE("require-pkce", "require_pkce"),
    REQUIRE_SIGNED_REQUESTS("require-signed-request-object", "require_signed_request_object"),
    REQUIRE_PUSHED_REQUESTS("require-pushed-authorization-requests", "require_pushed_authorization_requests"),
    REQUEST_ALGORITHM("request-object-signing-alg", "request_object_signing_alg"),
    BACKCHANNEL_ALGORITHM(
            "backchannel-authentication-request-signing-alg", "backchannel_authentication_request_signing_alg"),
    REQUEST_URIS("request-uris", "request_uris"),
    DETAIL_TYPES("authorization-details-types", "authorization_details_types"),
    TOKEN_EXCHANGE("token-exchange", "token_exchange"),
    ASSERTION_ISSUERS("assertion-issuers", "assertion_issuers"),
    APIS("apis", "apis"),
    ID_TOKEN_ALGORITHM("tokens.id-token-signed-response-alg", "id_token_signed_response_alg"),
    USERINFO_ALGORITHM("tokens.userinfo-signed-response-alg", "userinfo_signed_response_alg"),
    AUTHORIZATION_ALGORITHM("tokens.authorization-signed-response-alg", "authorization_signed_response_alg"),
    INTROSPECTION_ALGORITHM("tokens.introspection-signed-response-alg", "introspection_signed_response_alg"),
    ID_TOKEN_ENCRYPTION("tokens.id-token-encrypted-response-alg", "id_token_encrypted_response_alg"),
    USERINFO_ENCRYPTION("tokens.userinfo-encrypted-response-alg", "userinfo_encrypted_response_alg"),
    AUTHORIZATION_ENCRYPTION("tokens.authorization-encrypted-response-alg", "authorization_encrypted_response_alg"),
    INTROSPECTION_ENCRYPTION("tokens.introspection-encrypted-response-alg", "introspection_encrypted_response_alg"),
    DPOP_BOUND("tokens.dpop-bound-access-tokens", "dpop_bound_access_tokens"),
    CERTIFICATE_BOUND(
            "tokens.tls-client-certificate-bound-access-tokens", "tls_client_certificate_bound_access_tokens");

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
