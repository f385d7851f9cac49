package dev.symbolon.server.endpoint.token;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.token.TokenResponse;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.endpoint.Audiences;
import dev.symbolon.server.token.IssuedAccessToken;
import java.util.Optional;

/** Gives a confidential client an access token for itself (RFC 6749 §4.4): no person, no ID token, no refresh token. */
final class ClientCredentialsGrant implements Grant {

    private final Grants.Parts parts;

    ClientCredentialsGrant(Grants.Parts parts) {
        this.parts = parts;
    }

    @Override
    public GrantType type() {
        return GrantType.CLIENT_CREDENTIALS;
    }

    @Override
    public TokenResponse redeem(TokenRequest request) {
        Client client = request.client();
        if (client.isPublic()) {
            throw new OAuthException(ErrorCode.UNAUTHORIZED_CLIENT, "a public client cannot act for itself");
        }
        Permissions permissions = permissions(request.parameters(), client);
        IssuedAccessToken token = parts.accessTokens().issueToClientItself(client, permissions, request.binding());
        parts.audit()
                .record(new AuditEvent.TokensIssued(
                        Optional.empty(),
                        client.id(),
                        type().value(),
                        permissions.scope().toString()));
        return TokenResponse.of(token.token(), token.type(), token.lifetime(), token.scope());
    }

    /** What is asked for; everything that the client is registered for, if nothing is. */
    private Permissions permissions(Parameters parameters, Client client) {
        Audience audience = Audiences.named(parameters)
                .or(() -> client.tokens().defaultAudience())
                .or(() -> only(client))
                .orElseThrow(() -> new OAuthException(
                        ErrorCode.INVALID_TARGET, "the request must name an API, by resource or by audience"));
        Api api = parts.stores()
                .apis()
                .find(audience)
                .orElseThrow(() -> new OAuthException(ErrorCode.INVALID_TARGET, "there is no API " + audience));
        Scope registered = Optional.ofNullable(client.apis().get(audience))
                .orElseThrow(() -> new OAuthException(
                        ErrorCode.INVALID_TARGET, "the client is not registered for the API " + audience));
        Scope allowed = registered.intersect(api.scope());
        Scope asked = parameters.optional("scope", Scope::parse).orElse(allowed);
        if (!allowed.covers(asked)) {
            throw new OAuthException(
                    ErrorCode.INVALID_SCOPE,
                    "the client is not registered for " + asked.minus(allowed) + " of " + audience);
        }
        return new Permissions(Scope.empty(), Optional.of(audience), asked);
    }

    private static Optional<Audience> only(Client client) {
        return client.apis().size() == 1 ? client.apis().keySet().stream().findFirst() : Optional.empty();
    }
}
