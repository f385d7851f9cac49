package dev.symbolon.server.token;

import dev.symbolon.protocol.JwkThumbprint;
import dev.symbolon.protocol.RefreshToken;
import dev.symbolon.protocol.token.Confirmation;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.key.Seal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Makes and opens refresh tokens: sealed, each names an authorization and a generation of it. */
public final class RefreshTokens {

    private final Seal seal;

    public RefreshTokens(Seal seal) {
        this.seal = seal;
    }

    /**
     * What a refresh token says.
     *
     * @param key that it is bound to
     */
    public record Opened(AuthorizationId authorization, int generation, Optional<JwkThumbprint> key) {

        /** Whether it may be used by whoever proves to hold the key. */
        public boolean isFor(Confirmation proven) {
            return key.map(bound -> proven.jkt().filter(bound::matches).isPresent())
                    .orElse(true);
        }
    }

    /** The token of the authorization's present generation, bound to the key if there is one. */
    public RefreshToken issue(Authorization authorization, Optional<JwkThumbprint> key) {
        String text = authorization.id() + " " + authorization.generation()
                + key.map(bound -> " " + bound).orElse("");
        return new RefreshToken(seal.seal(Seal.Purpose.REFRESH_TOKEN, text));
    }

    /** Until when the authorization can be refreshed: it outlives its last refresh by the access token that this yields. */
    public static Instant lastRefresh(Client client, Authorization authorization) {
        return authorization.expiresAt().minus(client.tokens().lifetimes().longestAccessToken());
    }

    /** Until when its present refresh token is good. */
    public static Instant expiresAt(Client client, Authorization authorization) {
        Instant idle =
                authorization.refreshedAt().plus(client.tokens().lifetimes().refreshTokenIdle());
        Instant last = lastRefresh(client, authorization);
        return idle.isBefore(last) ? idle : last;
    }

    public Optional<Opened> open(RefreshToken token) {
        return seal.open(Seal.Purpose.REFRESH_TOKEN, token.value()).map(text -> {
            String[] parts = text.split(" ", 3);
            return new Opened(
                    new AuthorizationId(parts[0]),
                    Integer.parseInt(parts[1]),
                    Arrays.stream(parts).skip(2).findFirst().map(JwkThumbprint::new));
        });
    }
}
