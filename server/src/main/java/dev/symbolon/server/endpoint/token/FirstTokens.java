package dev.symbolon.server.endpoint.token;

import dev.symbolon.protocol.AuthorizationCode;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Nonce;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.token.TokenResponse;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.authorization.Approval;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.AuthorizationCodes;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.authorization.Authorizations.Redemption;
import dev.symbolon.server.authorization.DeviceCodes;
import dev.symbolon.server.authorization.Pending;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.TokenLifetimes;
import dev.symbolon.server.endpoint.Audiences;
import dev.symbolon.server.token.TokenIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Begins an authorization and issues its first tokens, whatever they are given for. It can be done once. */
final class FirstTokens {

    private static final Duration LONGEST_CODE = longer(AuthorizationCodes.LIFETIME, DeviceCodes.LIFETIME);

    private final Grants.Parts parts;
    private final GrantType type;

    FirstTokens(Grants.Parts parts, GrantType type) {
        this.parts = parts;
        this.type = type;
    }

    /** What tokens are given for. */
    record Approved(
            AuthorizationId authorization,
            Approval approval,
            Optional<Nonce> nonce,
            Optional<AuthorizationCode> code) {}

    /**
     * Signs while the redemption is on its way to the disk. Whatever comes of that, the redemption has the last word. The access token
     * is for one API: the one that the request names, or the first (RFC 8707 §2.2).
     */
    TokenResponse issue(TokenRequest request, Approved approved) {
        Client client = request.client();
        Permissions chosen = GrantedDetails.chosen(
                request.parameters(),
                Audiences.chosen(request.parameters(), approved.approval().permissions()));
        Authorization authorization = begin(approved, lifetime(client, approved.approval()));
        Pending<Redemption> redemption = parts.stores().authorizations().redeem(authorization);
        Permissions remaining = parts.remaining().of(client, chosen);
        TokenResponse response;
        try {
            response = sign(
                    client,
                    authorization,
                    remaining,
                    new TokenIssuer.Bindings(approved.nonce(), approved.code(), request.binding()));
        } finally {
            refuseUnlessFirst(redemption.await(), client, approved.authorization());
        }
        parts.audit()
                .record(new AuditEvent.TokensIssued(
                        Optional.of(approved.approval().subject()),
                        client.id(),
                        type.value(),
                        remaining.scope().toString()));
        return response;
    }

    Authorization begin(Approved approved, Duration lifetime) {
        Instant now = Instant.ofEpochMilli(parts.clock().millis());
        return Authorization.begin(approved.authorization(), approved.approval(), now, now.plus(lifetime));
    }

    /** Until the last token of the authorization has expired, and its code has too: as long as that is good, the row must stand. */
    private static Duration lifetime(Client client, Approval approval) {
        TokenLifetimes lifetimes = client.tokens().lifetimes();
        Duration tokens = approval.permissions().isOffline()
                ? lifetimes.refreshToken().plus(lifetimes.longestAccessToken())
                : lifetimes.longestAccessToken();
        return longer(tokens, LONGEST_CODE);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private TokenResponse sign(
            Client client, Authorization authorization, Permissions remaining, TokenIssuer.Bindings bindings) {
        if (remaining.yieldNothing()) {
            throw refused("the client may no longer have any of what the person has granted");
        }
        return parts.tokens().issue(client, authorization, remaining, bindings);
    }

    private void refuseUnlessFirst(Redemption redemption, Client client, AuthorizationId authorization) {
        switch (redemption) {
            case Redemption.First _ -> {}
            case Redemption.Again() -> throw replayed(authorization, client);
            case Redemption.Over() ->
                throw refused("the account of the person is no longer there, or the consent was withdrawn");
        }
    }

    private OAuthException replayed(AuthorizationId authorization, Client client) {
        parts.audit().record(new AuditEvent.CodeReplayed(client.id(), authorization.value()));
        return refused("the code has been used already; everything that it yielded is revoked");
    }

    private static OAuthException refused(String detail) {
        return new OAuthException(ErrorCode.INVALID_GRANT, detail);
    }
}
