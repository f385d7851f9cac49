package dev.symbolon.protocol.jose;

import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A JWT whose signature has been verified; there is no other way to get one. Its claims are what the signer said: whether they
 * suit is for the reader to check.
 */
public final class VerifiedJwt {

    private final SigningAlgorithm algorithm;
    private final Optional<String> type;
    private final JsonObject claims;

    VerifiedJwt(SigningAlgorithm algorithm, Optional<String> type, JsonObject claims) {
        this.algorithm = algorithm;
        this.type = type;
        this.claims = claims;
    }

    /** The algorithm of the header, by whose hash function {@code c_hash} and {@code at_hash} are made. */
    public SigningAlgorithm algorithm() {
        return algorithm;
    }

    /** The {@code typ} of the header in lower case without {@code application/}, if there is one (RFC 7515 §4.1.9). */
    public Optional<String> type() {
        return type.map(text -> text.toLowerCase(Locale.ROOT))
                .map(text -> text.startsWith("application/") ? text.substring("application/".length()) : text);
    }

    public JsonObject claims() {
        return claims;
    }

    /** @throws JsonException if the claim is of another type; so do all the following */
    public Optional<String> issuer() {
        return claims.string("iss");
    }

    public Optional<String> subject() {
        return claims.string("sub");
    }

    /** The audiences: one or many on the wire, none if the claim is absent. */
    public List<String> audience() {
        return claims.strings("aud");
    }

    public Optional<Instant> expiresAt() {
        return claims.number("exp").map(Instant::ofEpochSecond);
    }

    public Optional<Instant> issuedAt() {
        return claims.number("iat").map(Instant::ofEpochSecond);
    }

    public Optional<Instant> notBefore() {
        return claims.number("nbf").map(Instant::ofEpochSecond);
    }

    @Override
    public String toString() {
        return "VerifiedJwt" + claims.names();
    }
}
