package dev.symbolon.server.client.authentication;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What every assertion must say, whoever has signed it and whatever it is for: made for this provider and no other, now, and not used before
 * (RFC 7523 §3).
 *
 * <p>The audience must be the provider alone, by however many of its names, so that nobody to whom an assertion was given for somebody else
 * can use it here (draft-ietf-oauth-rfc7523bis).
 *
 * @param audiences each of which is this provider
 * @param error by which it is refused
 */
record AssertionRules(Set<String> audiences, UsedAssertions used, InstantSource clock, ErrorCode error) {

    private static final Duration LEEWAY = Duration.ofMinutes(1);
    private static final int MOST_CHARACTERS = 1_000;

    void checkAudience(JsonObject claims) {
        List<String> audience = claims.strings("aud");
        if (audience.isEmpty() || !audiences.containsAll(audience)) {
            throw refused("aud of the assertion must be the issuer alone");
        }
    }

    /**
     * @param longest for how long it may be good
     * @return when it ends
     */
    Instant checkWhen(JsonObject claims, Duration longest) {
        Instant now = clock.instant();
        Instant expiresAt = time(claims, "exp").orElseThrow(() -> refused("the assertion has no exp"));
        if (!now.minus(LEEWAY).isBefore(expiresAt)) {
            throw refused("the assertion has expired");
        }
        if (expiresAt.isAfter(now.plus(longest).plus(LEEWAY))) {
            throw refused("the assertion lives for longer than " + longest.toSeconds() + " seconds");
        }
        if (time(claims, "nbf").filter(now.plus(LEEWAY)::isBefore).isPresent()
                || time(claims, "iat").filter(now.plus(LEEWAY)::isBefore).isPresent()) {
            throw refused("the assertion is from the future");
        }
        if (time(claims, "iat")
                .filter(now.minus(longest).minus(LEEWAY)::isAfter)
                .isPresent()) {
            throw refused("the assertion is older than " + longest.toSeconds() + " seconds");
        }
        return expiresAt;
    }

    private static Optional<Instant> time(JsonObject claims, String name) {
        return claims.number(name).map(Instant::ofEpochSecond);
    }

    /** @param whose it is, and so within which {@code jti} tells it from all others */
    void checkFirst(String whose, JsonObject claims, Instant expiresAt) {
        String id = claims.requiredString("jti");
        if (id.isEmpty() || id.length() > MOST_CHARACTERS) {
            throw refused("jti of the assertion must have 1 to " + MOST_CHARACTERS + " characters");
        }
        if (!used.claim(hash(whose, id), expiresAt.plus(LEEWAY))) {
            throw refused("the assertion was used before: its jti is not new");
        }
    }

    private static String hash(String whose, String id) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(whose.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(digest.digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    OAuthException refused(String detail) {
        return new OAuthException(error, detail);
    }
}
