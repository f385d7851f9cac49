package dev.symbolon.server.token;

import dev.symbolon.protocol.AuthorizationCode;
import dev.symbolon.protocol.IdToken;
import dev.symbolon.protocol.Nonce;
import dev.symbolon.protocol.RefreshToken;
import dev.symbolon.protocol.token.Confirmation;
import dev.symbolon.protocol.token.TokenResponse;
import dev.symbolon.server.authorization.Approval;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.client.Client;
import java.util.Optional;

/** Makes the answer of the token endpoint out of an authorization (OIDC Core §3.1.3.3, §12.2). */
public final class TokenIssuer {

    private final AccessTokens accessTokens;
    private final IdTokens idTokens;
    private final RefreshTokens refreshTokens;

    public TokenIssuer(AccessTokens accessTokens, IdTokens idTokens, RefreshTokens refreshTokens) {
        this.accessTokens = accessTokens;
        this.idTokens = idTokens;
        this.refreshTokens = refreshTokens;
    }

    /**
     * What the tokens are bound to.
     *
     * @param nonce of the authorization request; none at a refresh (OIDC Core §12.2)
     * @param code that was redeemed; none at a refresh
     * @param key that the access token is bound to, and the refresh token of a public client as well (RFC 9449 §5, RFC 8705 §4)
     */
    public record Bindings(Optional<Nonce> nonce, Optional<AuthorizationCode> code, Confirmation key) {}

    /** @param permissions what the access token may do: at most what the authorization allows */
    public TokenResponse issue(Client client, Authorization authorization, Permissions permissions, Bindings bindings) {
        Approval approval = authorization.approval();
        IssuedAccessToken accessToken =
                accessTokens.issue(client, authorization.id(), approval.with(permissions), bindings.key());
        Optional<IdToken> idToken = approval.permissions().isOpenId()
                ? Optional.of(idTokens.issue(
                        client,
                        authorization.id(),
                        approval,
                        new IdTokens.Bindings(
                                bindings.nonce(),
                                bindings.code(),
                                Optional.of(accessToken.token()),
                                Optional.empty(),
                                false)))
                : Optional.empty();
        Optional<RefreshToken> refreshToken = approval.permissions().isOffline()
                ? Optional.of(refreshTokens.issue(authorization, keyOfRefreshToken(client, bindings)))
                : Optional.empty();
        return new TokenResponse(
                accessToken.token(),
                accessToken.type(),
                Optional.of(accessToken.lifetime()),
                Optional.of(accessToken.scope()),
                refreshToken,
                idToken,
                Optional.empty(),
                permissions.detail());
    }

    /** That of a confidential client is bound to the client's credentials already. */
    private static Confirmation keyOfRefreshToken(Client client, Bindings bindings) {
        return client.isPublic() ? bindings.key() : Confirmation.NONE;
    }
}
