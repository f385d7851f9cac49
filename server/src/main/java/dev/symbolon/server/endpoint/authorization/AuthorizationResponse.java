package dev.symbolon.server.endpoint.authorization;

import dev.symbolon.protocol.AuthorizationCode;
import dev.symbolon.protocol.IdToken;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.token.IssuedAccessToken;
import java.util.Optional;

/** What a granted authorization request returns (OIDC Core §3.3.2.5). */
record AuthorizationResponse(
        Optional<AuthorizationCode> code, Optional<IssuedAccessToken> accessToken, Optional<IdToken> idToken) {

    Parameters parameters() {
        return Parameters.none()
                .with("code", code.map(AuthorizationCode::value))
                .with("access_token", accessToken.map(token -> token.token().value()))
                .with("token_type", accessToken.map(IssuedAccessToken::type))
                .with("expires_in", accessToken.map(token -> token.lifetime().toSeconds()))
                .with("scope", accessToken.map(IssuedAccessToken::scope))
                .with("id_token", idToken.map(IdToken::value));
    }
}
