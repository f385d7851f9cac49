package dev.symbolon.protocol.token;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.IdToken;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.RefreshToken;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/**
 * A successful answer of the token endpoint (RFC 6749 §5.1, OIDC Core §3.1.3.3).
 *
 * @param tokenType how the access token is presented, for instance {@code Bearer}
 * @param expiresIn the lifetime of the access token from now on, in whole seconds on the wire
 * @param scope what was granted; absent means what was asked for
 */
public record TokenResponse(
        AccessToken accessToken,
        String tokenType,
        Optional<Duration> expiresIn,
        Optional<Scope> scope,
        Optional<RefreshToken> refreshToken,
        Optional<IdToken> idToken) {

    public static final String BEARER = "Bearer";

    /** The type of a token that is presented with a proof of its key (RFC 9449 §5). */
    public static final String DPOP = "DPoP";

    /** @throws JsonException if a required member is missing, or one is of the wrong type or malformed */
    public static TokenResponse parse(JsonObject json) {
        try {
            return new TokenResponse(
                    AccessToken.parse(json.requiredString("access_token")),
                    json.requiredString("token_type"),
                    json.number("expires_in").map(Duration::ofSeconds),
                    json.string("scope").map(Scope::parse),
                    json.string("refresh_token").map(RefreshToken::parse),
                    json.string("id_token").map(IdToken::parse));
        } catch (OAuthException e) {
            throw new JsonException(e.detail());
        }
    }

    public JsonObject toJson() {
        return JsonObject.empty()
                .with("access_token", accessToken.value())
                .with("token_type", tokenType)
                .with("expires_in", expiresIn.map(Duration::toSeconds))
                .with("scope", scope.map(Scope::toString))
                .with("refresh_token", refreshToken.map(RefreshToken::value))
                .with("id_token", idToken.map(IdToken::value));
    }
}
