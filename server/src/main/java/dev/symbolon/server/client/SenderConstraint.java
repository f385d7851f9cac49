package dev.symbolon.server.client;

/**
 * Which keys the tokens of an application must be bound to.
 *
 * @param dpopBound whether every token request must bring a proof of the client's key (RFC 9449 §5.2, {@code
 *     dpop_bound_access_tokens}); other clients may
 * @param dpopNonce whether each proof must hold a nonce of the provider (RFC 9449 §8)
 * @param certificateBound whether every token request must come with a certificate of the client (RFC 8705 §3.4, {@code
 *     tls_client_certificate_bound_access_tokens})
 */
public record SenderConstraint(boolean dpopBound, boolean dpopNonce, boolean certificateBound) {

    public static final SenderConstraint NONE = new SenderConstraint(false, false, false);

    /** Without regard to certificates. */
    public SenderConstraint(boolean dpopBound, boolean dpopNonce) {
        this(dpopBound, dpopNonce, false);
    }

    /** Whether no token of it is good in anybody else's hands. */
    public boolean isBound() {
        return dpopBound || certificateBound;
    }
}
