package dev.symbolon.protocol;

import java.util.Arrays;
import java.util.Optional;

/**
 * The error codes of OAuth 2.0 and OpenID Connect, each with its HTTP status and with who may read the detail.
 *
 * <p>Sources: RFC 6749 §4.1.2.1 and §5.2, OIDC Core §3.1.2.6, RFC 6750 §3.1, RFC 7009 §2.2.1, RFC 7591 §3.2.2, RFC 8628 §3.5, RFC 8707
 * §2, RFC 9101 §8.2, RFC 9396 §5, RFC 9449 §5 and §8, RFC 9470 §3, OpenID Connect Unmet Authentication Requirements §2, CIBA Core
 * §13.
 */
public enum ErrorCode {
    INVALID_REQUEST(400, true),
    INVALID_CLIENT(401, false),
    INVALID_GRANT(400, true),
    UNAUTHORIZED_CLIENT(400, true),
    UNSUPPORTED_GRANT_TYPE(400, true),
    UNSUPPORTED_TOKEN_TYPE(400, true),
    UNSUPPORTED_RESPONSE_TYPE(400, true),
    INVALID_SCOPE(400, true),
    INVALID_TARGET(400, true),
    INVALID_AUTHORIZATION_DETAILS(400, true),
    ACCESS_DENIED(400, true),
    AUTHORIZATION_PENDING(400, true),
    SLOW_DOWN(400, true),
    EXPIRED_TOKEN(400, true),
    UNKNOWN_USER_ID(400, true),
    INVALID_BINDING_MESSAGE(400, true),
    LOGIN_REQUIRED(400, true),
    CONSENT_REQUIRED(400, true),
    INTERACTION_REQUIRED(400, true),
    ACCOUNT_SELECTION_REQUIRED(400, true),
    UNMET_AUTHENTICATION_REQUIREMENTS(400, true),
    INVALID_REQUEST_URI(400, true),
    INVALID_REQUEST_OBJECT(400, true),
    REQUEST_NOT_SUPPORTED(400, true),
    REQUEST_URI_NOT_SUPPORTED(400, true),
    REGISTRATION_NOT_SUPPORTED(400, true),
    INVALID_REDIRECT_URI(400, true),
    INVALID_CLIENT_METADATA(400, true),
    INVALID_SOFTWARE_STATEMENT(400, true),
    UNAPPROVED_SOFTWARE_STATEMENT(400, true),
    INVALID_TOKEN(401, true),
    INSUFFICIENT_SCOPE(403, true),
    INSUFFICIENT_USER_AUTHENTICATION(401, true),
    INVALID_DPOP_PROOF(400, true),
    USE_DPOP_NONCE(400, true),
    SERVER_ERROR(500, false),
    TEMPORARILY_UNAVAILABLE(503, true);

    private final int status;
    private final boolean detailTold;

    ErrorCode(int status, boolean detailTold) {
        this.status = status;
        this.detailTold = detailTold;
    }

    /** The code as it is written on the wire, for instance {@code invalid_request}. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The HTTP status of a direct answer that carries this error. */
    public int status() {
        return status;
    }

    /** Whether the peer is told the detail; otherwise it belongs in the log alone. */
    public boolean tellsDetail() {
        return detailTold;
    }

    /** Whether it says nothing but to ask again later, which is no refusal (RFC 8628 §3.5). */
    public boolean isPatience() {
        return this == AUTHORIZATION_PENDING || this == SLOW_DOWN;
    }

    /** The code that is written so on the wire, if it is one of these. */
    public static Optional<ErrorCode> find(String code) {
        return Arrays.stream(values())
                .filter(error -> error.code().equals(code))
                .findFirst();
    }
}
