package dev.symbolon.server.token;

import dev.symbolon.protocol.RefreshToken;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.key.Seal;
import java.time.Instant;
import java.util.Optional;

/** Makes and opens refresh tokens: sealed, each names an authorization and a generation of it. */
public final class RefreshTokens {

    private final Seal seal;

    public RefreshTokens(Seal seal) {
        this.seal = seal;
    }

    /** What a refresh token says. */
    public record Opened(AuthorizationId authorization, int generation) {}

    /** The token of the authorization's present generation. */
    public RefreshToken issue(Authorization authorization) {
        return new RefreshToken(
                seal.seal(Seal.Purpose.REFRESH_TOKEN, authorization.id() + " " + authorization.generation()));
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
            int space = text.indexOf(' ');
            return new Opened(
                    new AuthorizationId(text.substring(0, space)), Integer.parseInt(text.substring(space + 1)));
        });
    }
}
