package dev.symbolon.protocol.jose;

import dev.symbolon.protocol.JwkThumbprint;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A JWT that brings along the public key that verifies it (RFC 7515 §4.1.3). It proves that its maker holds the private key, and
 * nothing else: everybody can make one.
 *
 * @param key the thumbprint of the key
 */
public record SelfSignedJwt(VerifiedJwt jwt, JwkThumbprint key) {

    /** What only private and shared keys have (RFC 7518 §6.2.2, §6.3.2, §6.4.1). */
    private static final List<String> PRIVATE = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    /**
     * Reads and verifies one.
     *
     * @param text untrusted, at most 16,384 characters
     * @param algorithms those that the reader allows
     * @return empty if it is malformed, brings no key or a private one, or is not signed by it
     */
    public static Optional<SelfSignedJwt> verify(String text, Set<SigningAlgorithm> algorithms) {
        try {
            return shown(text).flatMap(key -> verify(text, key, algorithms));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonObject> shown(String text) {
        int end = text.indexOf('.');
        return end <= 0 || text.length() > VerificationKeys.MOST_CHARACTERS
                ? Optional.empty()
                : VerificationKeys.object(text.substring(0, end))
                        .object("jwk")
                        .filter(jwk -> PRIVATE.stream().noneMatch(jwk::has));
    }

    private static Optional<SelfSignedJwt> verify(String text, JsonObject key, Set<SigningAlgorithm> algorithms) {
        VerificationKeys keys = VerificationKeys.of(JsonObject.empty().with("keys", List.of(key)));
        return keys.only()
                .flatMap(only -> keys.verify(text, algorithms) instanceof Verification.Valid(VerifiedJwt jwt)
                        ? Optional.of(new SelfSignedJwt(jwt, only.thumbprint()))
                        : Optional.empty());
    }
}
