package dev.symbolon.server.client.authentication;

import static dev.symbolon.server.client.authentication.AssertionVerifier.refused;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.json.JsonException;
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
 * Checks what a client has signed to say who it is: made for this provider and no other, now, and not used before (RFC 7523 §3,
 * OIDC Core §9).
 *
 * <p>The audience must be the provider alone, so that nobody to whom a client was led by mistake can use here what it was given
 * there (draft-ietf-oauth-rfc7523bis).
 */
final class AssertionClaims {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LEEWAY = Duration.ofMinutes(1);
    private static final int MOST_CHARACTERS = 1_000;

    private final Set<String> audiences;
    private final UsedAssertions used;
    private final InstantSource clock;

    AssertionClaims(Issuer issuer, UsedAssertions used, InstantSource clock) {
        this.audiences = Set.of(
                issuer.value(),
                issuer.resolve("/oauth/token").toString(),
                issuer.resolve("/oauth/par").toString());
        this.used = used;
        this.clock = clock;
    }

    /** @throws OAuthException {@code invalid_client} if they do not hold, or the assertion was used before */
    void check(ClientId client, JsonObject claims) {
        try {
            checkWhose(client, claims);
            Instant expiresAt = checkWhen(claims);
            checkFirst(client, claims, expiresAt);
        } catch (JsonException e) {
            throw refused("the assertion is malformed: " + e.getMessage());
        }
    }

    private void checkWhose(ClientId client, JsonObject claims) {
        if (!claims.requiredString("iss").equals(client.value())
                || !claims.requiredString("sub").equals(client.value())) {
            throw refused("iss and sub of the assertion must be the client's identifier");
        }
        List<String> audience = claims.strings("aud");
        if (audience.size() != 1 || !audiences.contains(audience.getFirst())) {
            throw refused("aud of the assertion must be the issuer alone");
        }
    }

    private Instant checkWhen(JsonObject claims) {
        Instant now = clock.instant();
        Instant expiresAt = time(claims, "exp").orElseThrow(() -> refused("the assertion has no exp"));
        if (!now.minus(LEEWAY).isBefore(expiresAt)) {
            throw refused("the assertion has expired");
        }
        if (expiresAt.isAfter(now.plus(LONGEST).plus(LEEWAY))) {
            throw refused("the assertion lives for longer than an hour");
        }
        if (time(claims, "nbf").filter(now.plus(LEEWAY)::isBefore).isPresent()
                || time(claims, "iat").filter(now.plus(LEEWAY)::isBefore).isPresent()) {
            throw refused("the assertion is from the future");
        }
        if (time(claims, "iat")
                .filter(now.minus(LONGEST).minus(LEEWAY)::isAfter)
                .isPresent()) {
            throw refused("the assertion is older than an hour");
        }
        return expiresAt;
    }

    private static Optional<Instant> time(JsonObject claims, String name) {
        return claims.number(name).map(Instant::ofEpochSecond);
    }

    private void checkFirst(ClientId client, JsonObject claims, Instant expiresAt) {
        String id = claims.requiredString("jti");
        if (id.isEmpty() || id.length() > MOST_CHARACTERS) {
            throw refused("jti of the assertion must have 1 to " + MOST_CHARACTERS + " characters");
        }
        if (!used.claim(hash(client, id), expiresAt.plus(LEEWAY))) {
            throw refused("the assertion was used before: its jti is not new");
        }
    }

    private static String hash(ClientId client, String id) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(client.value().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(digest.digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
