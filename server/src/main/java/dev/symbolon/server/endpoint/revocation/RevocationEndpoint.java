package dev.symbolon.server.endpoint.revocation;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.IdToken;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.RefreshToken;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.AuthorizationCodes;
import dev.symbolon.server.authorization.Authorizations;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.authentication.ClientAuthenticator;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.token.AccessTokenVerifier;
import dev.symbolon.server.token.IdTokens;
import dev.symbolon.server.token.RefreshTokens;
import dev.symbolon.server.token.VerifiedAccessToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /oauth/revoke} (RFC 7009): ends the authorization that a token belongs to, and with it every token of the same grant, by
 * one write. What is unknown, over already, or another client's is answered in the same way and left alone (RFC 7009 §2.2).
 */
public final class RevocationEndpoint implements Endpoint {

    private final ClientAuthenticator clientAuthenticator;
    private final Tokens tokens;
    private final Authorizations authorizations;
    private final InstantSource clock;
    private final Audit audit;

    /** What reads the tokens that may be presented. */
    public record Tokens(AccessTokenVerifier accessTokens, RefreshTokens refreshTokens, IdTokens idTokens) {}

    public RevocationEndpoint(
            ClientAuthenticator clientAuthenticator,
            Tokens tokens,
            Authorizations authorizations,
            InstantSource clock,
            Audit audit) {
        this.clientAuthenticator = clientAuthenticator;
        this.tokens = tokens;
        this.authorizations = authorizations;
        this.clock = clock;
        this.audit = audit;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        Parameters parameters = request.parametersInFormOrJson();
        parameters.refuseRepeated(Set.of());
        Client client = clientAuthenticator.authenticate(request, parameters);
        String token = parameters.required("token");
        Optional<RefreshTokens.Opened> refreshToken = tokens.refreshTokens().open(new RefreshToken(token));
        if (refreshToken.isPresent()) {
            authorizations
                    .find(refreshToken.get().authorization())
                    .ifPresent(found -> end(client, "refresh_token", found));
        } else {
            verified(token).ifPresent(found -> end(client, "access_token", authorization(found)));
        }
        return HttpResponse.of(200).uncached();
    }

    private Optional<VerifiedAccessToken> verified(String token) {
        if (tokens.idTokens().read(new IdToken(token)).isPresent()) {
            throw new OAuthException(
                    ErrorCode.UNSUPPORTED_TOKEN_TYPE, "an ID token cannot be revoked; to sign out, use end_session");
        }
        try {
            return Optional.of(tokens.accessTokens().verify(AccessToken.parse(token)));
        } catch (OAuthException e) {
            return Optional.empty();
        }
    }

    /** It may not have begun, if the token came through the browser: then its code must not begin it any more. */
    private Authorization authorization(VerifiedAccessToken token) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        Instant codeIsOver = now.plus(AuthorizationCodes.LIFETIME);
        return Authorization.begin(
                token.authorization(),
                token.approval(),
                now,
                token.expiresAt().isAfter(codeIsOver) ? token.expiresAt() : codeIsOver);
    }

    private void end(Client client, String token, Authorization authorization) {
        if (authorization.ended() || !authorization.approval().client().equals(client.id())) {
            return;
        }
        authorizations.end(authorization);
        audit.record(new AuditEvent.TokenRevoked(
                authorization.approval().subject(),
                client.id(),
                token,
                authorization.id().value()));
    }
}
