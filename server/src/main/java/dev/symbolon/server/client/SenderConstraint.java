package dev.symbolon.server.client;

/**
 * Which keys the tokens of an application must be bound to.
 *
 * @param dpopBound whether every token request must bring a proof of the client's key (RFC 9449 §5.2, {@code
 *     dpop_bound_access_tokens}); other clients may
 * @param dpopNonce whether each proof must hold a nonce of the provider (RFC 9449 §8)
 */
public record SenderConstraint(boolean dpopBound, boolean dpopNonce) {

    public static final SenderConstraint NONE = new SenderConstraint(false, false);
}
