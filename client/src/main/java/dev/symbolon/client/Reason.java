package dev.symbolon.client;

/** Why an answer is not acceptable: stable names, fit for logs, metrics and tests. */
public enum Reason {
    /** The callback's parameters are not readable, or too many, or too long. */
    CALLBACK_MALFORMED,
    /** A parameter stands twice in the callback. */
    PARAMETER_REPEATED,
    /** A token arrived in a query string, where logs and histories keep it. */
    TOKEN_IN_QUERY,
    /** The login was started with another provider than the one that is to finish it. */
    OTHER_PROVIDER,
    /** The login was started longer ago than {@link Strictness#loginLifetime}. */
    LOGIN_EXPIRED,
    /** A signed answer was asked for, and one came that is not. */
    RESPONSE_UNSIGNED,
    /** What is to be encrypted for this application is not, or not by the registered algorithms, or not for its key. */
    DECRYPTION_FAILED,
    STATE_MISSING,
    STATE_MISMATCH,
    /** The provider says that it sends {@code iss}, and it is not there. */
    ISSUER_PARAMETER_MISSING,
    ISSUER_PARAMETER_MISMATCH,
    RESPONSE_MODE_MISMATCH,
    /** The code came, and the fragment with the tokens did not. */
    FRAGMENT_NOT_RELAYED,
    /** A part that was asked for is missing, or one came that nobody asked for. */
    RESPONSE_PARTS_MISMATCH,
    /** The {@code token_type} is missing, or not Bearer, or not DPoP where tokens are to be bound to a key. */
    TOKEN_TYPE_UNSUPPORTED,
    /** The ID token or the signed answer is malformed, signed by an algorithm that is not allowed, or its signature is wrong. */
    SIGNATURE_INVALID,
    /** The ID token or the signed answer names a key that the provider does not publish, even after fetching its keys again. */
    KEY_UNKNOWN,
    /** A claim of the ID token is of the wrong type or malformed. */
    CLAIM_MALFORMED,
    ISSUER_MISMATCH,
    AUDIENCE_MISMATCH,
    AUTHORIZED_PARTY_MISMATCH,
    /** The {@code sub} is missing or malformed. */
    SUBJECT_MISSING,
    EXPIRY_MISSING,
    EXPIRED,
    ISSUED_AT_MISSING,
    ISSUED_IN_THE_FUTURE,
    NONCE_MISSING,
    NONCE_MISMATCH,
    AUTHENTICATION_TIME_MISSING,
    /** The person signed in longer ago than was asked for. */
    AUTHENTICATION_TOO_OLD,
    AUTHENTICATION_TIME_MISMATCH,
    C_HASH_MISSING,
    C_HASH_MISMATCH,
    AT_HASH_MISSING,
    AT_HASH_MISMATCH,
    S_HASH_MISSING,
    S_HASH_MISMATCH,
    /** The token endpoint sent no ID token. */
    ID_TOKEN_MISSING,
    /** The two ID tokens, or the old and the refreshed one, or the ID token and userinfo, are of different people. */
    SUBJECT_MISMATCH,
    /** What came over the back channel is not a logout token (Back-Channel Logout §2.6). */
    LOGOUT_TOKEN_INVALID,
    /** The logout token has come before. */
    LOGOUT_TOKEN_REPLAYED,
    /** The discovery document is not what it must be, or names another issuer. */
    METADATA_INVALID,
    /** The provider's key set is not one. */
    KEYS_INVALID,
    /** The answer of an endpoint is not what the standard says. */
    ANSWER_MALFORMED
}
