package dev.symbolon.server.endpoint.token;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.RefreshToken;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.token.TokenResponse;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.Authorizations.RefreshPolicy;
import dev.symbolon.server.authorization.Authorizations.Rotation;
import dev.symbolon.server.authorization.Pending;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.endpoint.Audiences;
import dev.symbolon.server.token.RefreshTokens;
import dev.symbolon.server.token.TokenIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Exchanges a refresh token for new tokens (RFC 6749 §6, OIDC Core §12), and the refresh token itself for its successor
 * (RFC 9700 §4.14.2), unless the profile of the client forbids that. A token that comes again within the grace period is a race or a retry and yields the same successor; later it
 * is a copy in foreign hands, and ends the family. The time in which the provider was away does not count.
 */
final class RefreshTokenGrant implements Grant {

    private static final Duration GRACE = Duration.ofSeconds(20);

    /** Who has had no answer asks again within minutes; what is older than that was answered. */
    private static final Duration LONGEST_ABSENCE = Duration.ofMinutes(10);

    private final Grants.Parts parts;
    private final Instant servingSince;

    RefreshTokenGrant(Grants.Parts parts) {
        this.parts = parts;
        this.servingSince = parts.clock().instant();
    }

    @Override
    public GrantType type() {
        return GrantType.REFRESH_TOKEN;
    }

    @Override
    public TokenResponse redeem(TokenRequest request) {
        Parameters parameters = request.parameters();
        Client client = request.client();
        RefreshTokens.Opened opened = parts.refreshTokens()
                .open(parameters.required("refresh_token", RefreshToken::parse))
                .orElseThrow(() -> refused("the refresh token is not one of ours"));
        Authorization present =
                parts.stores().authorizations().find(opened.authorization()).orElseThrow(RefreshTokenGrant::over);
        if (!present.approval().client().equals(client.id())) {
            throw refused("the refresh token was issued to another client");
        }
        if (!opened.key().isProvedBy(request.binding())) {
            throw refused("the request does not prove to hold the key that the refresh token is bound to");
        }
        Instant now = Instant.ofEpochMilli(parts.clock().millis());
        if (present.ended() || !RefreshTokens.lastRefresh(client, present).isAfter(now)) {
            throw over();
        }
        Permissions permissions = permissions(parameters, client, present);
        boolean rotates = rotates(client, opened, present);
        RefreshPolicy policy =
                new RefreshPolicy(grace(present), client.tokens().lifetimes().refreshTokenIdle(), rotates);
        int generation = rotates ? opened.generation() + 1 : opened.generation();
        TokenResponse response = issue(request, present.at(generation, now), permissions, policy);
        return rotates ? response : response.with(parameters.required("refresh_token", RefreshToken::parse));
    }

    /** A token that has been replaced already, under another profile or none, is a copy or a retry whatever the profile says now. */
    private static boolean rotates(Client client, RefreshTokens.Opened opened, Authorization present) {
        return client.profile().rotatesRefreshTokens() || opened.generation() < present.generation();
    }

    /**
     * The successor that was made shortly before the provider went away may never have reached its client, which could ask again only
     * when the provider was back: from then on the grace counts.
     */
    private Duration grace(Authorization present) {
        Instant successorMade = present.refreshedAt();
        boolean mayBeUnanswered = successorMade.isBefore(servingSince)
                && successorMade.plus(LONGEST_ABSENCE).isAfter(servingSince);
        return mayBeUnanswered ? Duration.between(successorMade, servingSince).plus(GRACE) : GRACE;
    }

    /** What the new access token may do: as much as was granted and the client may still have, or as little as is asked for. */
    private Permissions permissions(Parameters parameters, Client client, Authorization authorization) {
        Permissions granted = GrantedDetails.chosen(
                parameters,
                Audiences.chosen(parameters, authorization.approval().permissions()));
        Optional<Scope> asked = parameters.optional("scope", Scope::parse);
        if (asked.filter(scope -> !granted.scope().covers(scope)).isPresent()) {
            throw new OAuthException(ErrorCode.INVALID_SCOPE, "scope is more than the person has granted for the API");
        }
        Permissions still = parts.remaining().of(client, granted);
        return asked.map(still::limitedTo).orElse(still);
    }

    /** Signs while the rotation is on its way to the disk. Whatever comes of that, the rotation has the last word. */
    private TokenResponse issue(
            TokenRequest request, Authorization next, Permissions permissions, RefreshPolicy policy) {
        Client client = request.client();
        Pending<Rotation> rotation = parts.stores().authorizations().rotate(next, policy);
        TokenResponse response;
        try {
            TokenIssuer.Bindings bindings =
                    new TokenIssuer.Bindings(Optional.empty(), Optional.empty(), request.binding());
            response = parts.tokens().issue(client, next, permissions, bindings);
        } finally {
            refuseUnlessRotated(rotation.await(), client);
        }
        parts.audit()
                .record(new AuditEvent.TokensIssued(
                        Optional.of(next.approval().subject()),
                        client.id(),
                        type().value(),
                        permissions.scope().toString()));
        return response;
    }

    /** A race or a retry yields the same successor. */
    private void refuseUnlessRotated(Rotation rotation, Client client) {
        switch (rotation) {
            case Rotation.Rotated _, Rotation.Repeated _ -> {}
            case Rotation.Reused(Authorization ended) -> throw reused(client, ended);
            case Rotation.Over() -> throw over();
        }
    }

    private OAuthException reused(Client client, Authorization ended) {
        parts.audit()
                .record(new AuditEvent.RefreshTokenReused(
                        client.id(), ended.id().value()));
        return refused("the refresh token has been used already; its whole family is revoked");
    }

    private static OAuthException over() {
        return refused("the refresh token has expired or been revoked");
    }

    private static OAuthException refused(String detail) {
        return new OAuthException(ErrorCode.INVALID_GRANT, detail);
    }
}
