package dev.symbolon.server.token;

import dev.symbolon.protocol.CertificateThumbprint;
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

    private static final String NO_KEY = "-";

    private final Seal seal;

    public RefreshTokens(Seal seal) {
        this.seal = seal;
    }

    /**
     * What a refresh token says.
     *
     * @param key that it is bound to
     */
    public record Opened(AuthorizationId authorization, int generation, Confirmation key) {}

    /** The token of the authorization's present generation, bound to the key if there is one. */
    public RefreshToken issue(Authorization authorization, Confirmation key) {
        String text = authorization.id() + " " + authorization.generation() + written(key);
        return new RefreshToken(seal.seal(Seal.Purpose.REFRESH_TOKEN, text));
    }

    /** A version that knows no certificates takes one for a key that nobody has. */
    private static String written(Confirmation key) {
        String jkt = key.jkt().map(JwkThumbprint::value).orElse(NO_KEY);
        return key.x5tS256()
                .map(certificate -> " " + jkt + " " + certificate)
                .or(() -> key.jkt().map(bound -> " " + bound))
                .orElse("");
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
        return seal.open(Seal.Purpose.REFRESH_TOKEN, token.value(), RefreshTokens::read);
    }

    private static Opened read(String text) {
        String[] parts = text.split(" ", 4);
        Optional<String> jkt = Arrays.stream(parts).skip(2).findFirst().filter(key -> !key.equals(NO_KEY));
        Optional<String> certificate = Arrays.stream(parts).skip(3).findFirst();
        return new Opened(
                new AuthorizationId(parts[0]),
                Integer.parseInt(parts[1]),
                new Confirmation(jkt.map(JwkThumbprint::new), certificate.map(CertificateThumbprint::new)));
    }
}
