package dev.symbolon.protocol.token;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.IdToken;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.RefreshToken;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.detail.AuthorizationDetails;
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
 * @param issuedTokenType what the access token is, if another token was exchanged for it (RFC 8693 §2.2.1)
 * @param authorizationDetails what was granted in detail (RFC 9396 §7)
 */
public record TokenResponse(
        AccessToken accessToken,
        String tokenType,
        Optional<Duration> expiresIn,
        Optional<Scope> scope,
        Optional<RefreshToken> refreshToken,
        Optional<IdToken> idToken,
        Optional<TokenTypeIdentifier> issuedTokenType,
        AuthorizationDetails authorizationDetails) {

    public static final String BEARER = "Bearer";

    /** The type of a token that is presented with a proof of its key (RFC 9449 §5). */
    public static final String DPOP = "DPoP";

    /** An access token alone. */
    public static TokenResponse of(AccessToken accessToken, String tokenType, Duration expiresIn, Scope scope) {
        return new TokenResponse(
                accessToken,
                tokenType,
                Optional.of(expiresIn),
                Optional.of(scope),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                AuthorizationDetails.NONE);
    }

    /** This answer to an exchange of tokens. */
    public TokenResponse withIssuedTokenType(TokenTypeIdentifier type) {
        return new TokenResponse(
                accessToken,
                this.tokenType,
                expiresIn,
                scope,
                refreshToken,
                idToken,
                Optional.of(type),
                authorizationDetails);
    }

    /** @throws JsonException if a required member is missing, or one is of the wrong type or malformed */
    public static TokenResponse parse(JsonObject json) {
        try {
            return new TokenResponse(
                    AccessToken.parse(json.requiredString("access_token")),
                    json.requiredString("token_type"),
                    json.number("expires_in").map(Duration::ofSeconds),
                    json.string("scope").map(Scope::parse),
                    json.string("refresh_token").map(RefreshToken::parse),
                    json.string("id_token").map(IdToken::parse),
                    json.string("issued_token_type").map(TokenTypeIdentifier::parse),
                    AuthorizationDetails.in(json));
        } catch (OAuthException e) {
            throw new JsonException(e.detail());
        }
    }

    /** The same with another refresh token. */
    public TokenResponse with(RefreshToken other) {
        return new TokenResponse(
                accessToken,
                tokenType,
                expiresIn,
                scope,
                Optional.of(other),
                idToken,
                issuedTokenType,
                authorizationDetails);
    }

    public JsonObject toJson() {
        return JsonObject.empty()
                .with("access_token", accessToken.value())
                .with("token_type", tokenType)
                .with("expires_in", expiresIn.map(Duration::toSeconds))
                .with("scope", scope.map(Scope::toString))
                .with("refresh_token", refreshToken.map(RefreshToken::value))
                .with("id_token", idToken.map(IdToken::value))
                .with("issued_token_type", issuedTokenType)
                .with(authorizationDetails.member());
    }
}
