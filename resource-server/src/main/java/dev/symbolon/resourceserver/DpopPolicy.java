package dev.symbolon.resourceserver;

import dev.symbolon.protocol.Secret;
import java.util.Optional;

/**
 * What an API wants of DPoP (RFC 9449). Proofs are checked and bound tokens are never taken for bearer tokens, whatever it says.
 *
 * @param required whether tokens that are bound to no key are refused; they are accepted unless told
 * @param nonceKey makes nonces, which every proof must then hold, so that none can be made in advance; none unless told
 */
public record DpopPolicy(boolean required, Optional<Secret> nonceKey) {

    private static final DpopPolicy DEFAULTS = new DpopPolicy(false, Optional.empty());

    public static DpopPolicy defaults() {
        return DEFAULTS;
    }

    /** Refuses tokens that are bound to no key. */
    public DpopPolicy requiring() {
        return new DpopPolicy(true, nonceKey);
    }

    /**
     * Demands a nonce of this API in every proof.
     *
     * @param key random and long; the same on every node of the API
     */
    public DpopPolicy withNonces(Secret key) {
        return new DpopPolicy(required, Optional.of(key));
    }
}
