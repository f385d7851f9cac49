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

    private static final int LEAST_CHARACTERS = 32;
    private static final DpopPolicy DEFAULTS = new DpopPolicy(false, Optional.empty());

    /** @throws IllegalArgumentException if the key has fewer than 32 characters: nonces could be made up then */
    public DpopPolicy {
        if (nonceKey.filter(key -> key.length() < LEAST_CHARACTERS).isPresent()) {
            throw new IllegalArgumentException(
                    "the key of nonces must have at least " + LEAST_CHARACTERS + " characters");
        }
    }

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
     * @param key at least 32 random characters, the same on every node of the API
     * @throws IllegalArgumentException if it has fewer
     */
    public DpopPolicy withNonces(Secret key) {
        return new DpopPolicy(required, Optional.of(key));
    }
}
