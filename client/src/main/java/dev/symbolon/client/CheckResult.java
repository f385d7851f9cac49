package dev.symbolon.client;

/**
 * What became of one check of a login that succeeded.
 *
 * @param part what was checked
 * @param detail what was compared, in words for a developer; holds neither code nor token
 */
public record CheckResult(Check check, Part part, Outcome outcome, String detail) {

    /** What a check is about. */
    public enum Part {
        /** The parameters that came through the browser. */
        AUTHORIZATION_RESPONSE,
        /** The ID token that came through the browser. */
        FRONT_CHANNEL_ID_TOKEN,
        /** The ID token that came from the token endpoint. */
        TOKEN_ENDPOINT_ID_TOKEN,
        /** The two ID tokens, held against each other. */
        BOTH_ID_TOKENS
    }

    /** How a check ended; one that fails ends the login instead ({@link OpenIdFailure.Invalid}). */
    public enum Outcome {
        PASSED,
        /** The standard lets what would be checked be absent, and it is. */
        NOT_APPLICABLE,
        /** The application asked for it ({@link Registration#skipping}). */
        SKIPPED
    }
}
