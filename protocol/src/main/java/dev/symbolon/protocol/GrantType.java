package dev.symbolon.protocol;

/** The grant types that a client may be registered for (RFC 6749 §1.3, OIDC Registration §2). */
public enum GrantType {
    AUTHORIZATION_CODE("authorization_code"),
    IMPLICIT("implicit"),
    REFRESH_TOKEN("refresh_token"),
    CLIENT_CREDENTIALS("client_credentials"),
    /** RFC 8628 §3.4. */
    DEVICE_CODE("urn:ietf:params:oauth:grant-type:device_code"),
    /** RFC 8693 §2.1. */
    TOKEN_EXCHANGE("urn:ietf:params:oauth:grant-type:token-exchange"),
    /** RFC 7523 §2.1. */
    JWT_BEARER("urn:ietf:params:oauth:grant-type:jwt-bearer"),
    /** CIBA Core §10.1. */
    CIBA("urn:openid:params:grant-type:ciba");

    private final String value;

    GrantType(String value) {
        this.value = value;
    }

    /** The {@code grant_type} on the wire. */
    public String value() {
        return value;
    }

    /** @throws OAuthException {@code unsupported_grant_type} if it is none of these */
    public static GrantType parse(String text) {
        for (GrantType type : values()) {
            if (type.value.equals(text)) {
                return type;
            }
        }
        throw new OAuthException(ErrorCode.UNSUPPORTED_GRANT_TYPE, "grant_type is not one that this provider serves");
    }

    @Override
    public String toString() {
        return value;
    }
}
