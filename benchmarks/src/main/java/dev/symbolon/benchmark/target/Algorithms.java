package dev.symbolon.benchmark.target;

import dev.symbolon.protocol.jose.SigningAlgorithm;
import java.util.Locale;

/** What signs the tokens. */
public enum Algorithms {
    RS256(SigningAlgorithm.RS256, SigningAlgorithm.RS256),
    ES256(SigningAlgorithm.ES256, SigningAlgorithm.ES256),
    MIXED(SigningAlgorithm.RS256, SigningAlgorithm.ES256);

    private final SigningAlgorithm idToken;
    private final SigningAlgorithm accessToken;

    Algorithms(SigningAlgorithm idToken, SigningAlgorithm accessToken) {
        this.idToken = idToken;
        this.accessToken = accessToken;
    }

    public SigningAlgorithm idToken() {
        return idToken;
    }

    public SigningAlgorithm accessToken() {
        return accessToken;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
