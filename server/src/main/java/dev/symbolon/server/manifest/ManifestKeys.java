package dev.symbolon.server.manifest;

import dev.symbolon.server.configuration.Section;
import java.util.List;

/** Every key that a manifest can have, section by section. */
final class ManifestKeys {

    static final List<String> TOP = List.of("apis", "clients", "users", "remove");

    static final List<String> API = List.of(
            "audience",
            "name",
            "access-token-algorithm",
            "access-token-lifetime",
            "access-token-format",
            "introspection-clients",
            "permissions",
            "authorization-details");

    static final List<String> DETAIL_TYPE =
            List.of("type", "title", "actions", "locations", "datatypes", "privileges", "identifier", "members");

    static final List<String> DETAIL_MEMBER = List.of("name", "title", "kind", "required", "values", "members");

    static final List<String> PERMISSION = List.of("name", "description", "optional");

    static final List<String> CLIENT = List.of(
            "id",
            "name",
            "home",
            "initiate-login-uri",
            "logo-uri",
            "policy-uri",
            "tos-uri",
            "first-party",
            "security-profile",
            "authentication",
            "secret",
            "secret-file",
            "secret-env",
            "secrets",
            "token-endpoint-auth-signing-alg",
            "jwks",
            "jwks-file",
            "jwks-uri",
            "tls-client-auth-subject-dn",
            "tls-client-auth-san-dns",
            "tls-client-auth-san-uri",
            "tls-client-auth-san-ip",
            "tls-client-auth-san-email",
            "redirect-uris",
            "post-logout-redirect-uris",
            "backchannel-logout-uri",
            "backchannel-logout-session-required",
            "frontchannel-logout-uri",
            "frontchannel-logout-session-required",
            "response-types",
            "response-modes",
            "grant-types",
            "require-pkce",
            "default-max-age",
            "default-acr-values",
            "require-auth-time",
            "require-signed-request-object",
            "require-pushed-authorization-requests",
            "request-object-signing-alg",
            "request-uris",
            "backchannel-token-delivery-mode",
            "backchannel-client-notification-endpoint",
            "backchannel-authentication-request-signing-alg",
            "authorization-details-types",
            "apis",
            "default-audience",
            "token-exchange",
            "may-act",
            "assertion-issuers",
            "subject-type",
            "sector-identifier-uri",
            "tokens");

    static final List<String> CLIENT_API = List.of("audience", "permissions");

    static final List<String> EXCHANGE =
            List.of("audience", "permissions", "subject-clients", "subject-audiences", "id-tokens", "actor");

    static final List<String> ASSERTION_ISSUER = List.of(
            "issuer",
            "jwks",
            "jwks-file",
            "jwks-uri",
            "algorithms",
            "sub",
            "subjects",
            "audiences",
            "permissions",
            "max-lifetime");

    static final String ID_TOKEN_ALGORITHM = "id-token-signed-response-alg";

    /** What it was called before its neighbours came; still read. */
    static final String FORMER_ID_TOKEN_ALGORITHM = "id-token-algorithm";

    static final List<String> TOKENS = List.of(
            ID_TOKEN_ALGORITHM,
            FORMER_ID_TOKEN_ALGORITHM,
            "userinfo-signed-response-alg",
            "authorization-signed-response-alg",
            "introspection-signed-response-alg",
            "id-token-encrypted-response-alg",
            "id-token-encrypted-response-enc",
            "userinfo-encrypted-response-alg",
            "userinfo-encrypted-response-enc",
            "authorization-encrypted-response-alg",
            "authorization-encrypted-response-enc",
            "introspection-encrypted-response-alg",
            "introspection-encrypted-response-enc",
            "id-token-lifetime",
            "access-token-lifetime",
            "front-channel-access-token-lifetime",
            "front-channel-scope",
            "refresh-token-lifetime",
            "refresh-token-idle-lifetime",
            "claims-in-id-token",
            "dpop-bound-access-tokens",
            "dpop-nonce",
            "tls-client-certificate-bound-access-tokens");

    static final List<String> USER = List.of(
            "username", "subject", "password", "password-file", "password-env", "password-hash", "disabled", "claims");

    static final List<String> REMOVE = List.of("clients", "apis", "users");

    /** Each of these gives a client its secret. */
    static final List<String> SECRETS = List.of("secret", "secret-file", "secret-env", "secrets");

    /** Each of these says where the public keys of a client are. */
    static final List<String> KEYS = List.of("jwks", "jwks-file", "jwks-uri");

    /** Each of these gives an account its password. */
    static final List<String> PASSWORDS = List.of("password", "password-file", "password-env", "password-hash");

    private ManifestKeys() {}

    /** The name under which a setting of tokens is written, be it the former one. */
    static String asWritten(Section tokens, String key) {
        return key.equals(ID_TOKEN_ALGORITHM) && tokens.has(FORMER_ID_TOKEN_ALGORITHM)
                ? FORMER_ID_TOKEN_ALGORITHM
                : key;
    }
}
