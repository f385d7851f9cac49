package dev.symbolon.client;

/**
 * What is checked before somebody counts as signed in, in the order of checking.
 *
 * <p>Every check is made unless {@link Registration#skipping} names it, and every login lists what was checked and what was
 * skipped ({@link Login#checks}). A check without which nothing is proved cannot be skipped.
 */
public enum Check {
    /** An answer that was to be signed is, and encrypted if it was to be: by a key of the provider and an allowed algorithm, for this application, and in time. */
    RESPONSE_JWT("JARM §2.4", false),
    /** The answer belongs to this login of this browser. */
    STATE("RFC 6749 §10.12", false),
    /** The answer's {@code iss} is the provider that was asked; it must be there if the provider says that it sends it. */
    ISSUER_PARAMETER("RFC 9207 §2.4", true),
    /** The answer came the way that was asked for: above all, no hybrid answer by the query string. */
    RESPONSE_MODE("OAuth 2.0 Multiple Response Types §5", true),
    /**
     * The tokens of the fragment were handed to the server too. Only for {@code query_fragment}: skip it where the tokens are to
     * stay in the page; then the code alone is checked and redeemed.
     */
    FRAGMENT_RELAYED("Symbolon, response mode query_fragment", true),
    /** The answer holds exactly the parts that were asked for. */
    RESPONSE_PARTS("OIDC Core §3.3.2.5", false),
    /** An ID token that was to be encrypted for this application is, by the registered algorithms. */
    ENCRYPTION("OIDC Core §3.1.3.7, 1", false),
    /** The ID token is signed with a key of the provider, by an allowed algorithm. */
    SIGNATURE("OIDC Core §3.1.3.7, 6–8", false),
    /** {@code iss} is the provider. */
    ISSUER("OIDC Core §3.1.3.7, 2", false),
    /** {@code aud} is this application, and nobody who is not trusted. */
    AUDIENCE("OIDC Core §3.1.3.7, 3", false),
    /** {@code azp} is this application, and there if there are several audiences. */
    AUTHORIZED_PARTY("OIDC Core §3.1.3.7, 4–5", true),
    /** {@code exp} is to come. */
    EXPIRY("OIDC Core §3.1.3.7, 9", false),
    /** {@code iat} is there and has been. */
    ISSUED_AT("OIDC Core §3.1.3.7, 10", true),
    /** {@code nonce} is the one of this login. */
    NONCE("OIDC Core §3.2.2.11, 1; §3.1.3.7, 11", false),
    /** The person signed in not longer ago than was asked for. */
    AUTHENTICATION_TIME("OIDC Core §3.1.3.7, 13", true),
    /** {@code c_hash} is the hash of the code: the ID token and the code belong together. */
    C_HASH("OIDC Core §3.3.2.10", true),
    /** {@code at_hash} is the hash of the access token that came along: the two belong together. */
    AT_HASH("OIDC Core §3.3.2.9, §3.1.3.8", true),
    /** {@code s_hash}, if it is there, is the hash of the state: the ID token and the state belong together. */
    S_HASH("FAPI 1 Advanced §5.1.1", true),
    /** Both ID tokens are of the same person at the same provider. */
    SAME_PERSON("OIDC Core §3.3.3.6", false);

    private final String section;
    private final boolean skippable;

    Check(String section, boolean skippable) {
        this.section = section;
        this.skippable = skippable;
    }

    /** Where the check is demanded. */
    public String section() {
        return section;
    }

    /** Whether {@link Registration#skipping} may name it. */
    public boolean mayBeSkipped() {
        return skippable;
    }
}
