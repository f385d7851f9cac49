package dev.symbolon.server.endpoint.token;

import dev.symbolon.protocol.AuthorizationCode;
import dev.symbolon.protocol.CodeVerifier;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.token.TokenResponse;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.AuthorizationCodes;
import dev.symbolon.server.authorization.Authorizations.Redemption;
import dev.symbolon.server.authorization.IssuedCode;
import dev.symbolon.server.authorization.Pending;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.TokenLifetimes;
import dev.symbolon.server.endpoint.Audiences;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Exchanges an authorization code for tokens (RFC 6749 §4.1.3, OIDC Core §3.1.3).
 *
 * <p>A code is a sealed value. Redeeming it creates the authorization that its tokens hang on, and only the first redemption can:
 * a second one is a replay and ends what the first one yielded (RFC 6749 §4.1.2). A code in the hands of another client is burnt
 * (RFC 6749 §10.5).
 */
final class AuthorizationCodeGrant implements Grant {

    /** Longer than any access token may live that the code's own client got along with it. */
    private static final Duration BURNT_FOR = Duration.ofDays(31);

    private final Grants.Parts parts;

    AuthorizationCodeGrant(Grants.Parts parts) {
        this.parts = parts;
    }

    @Override
    public GrantType type() {
        return GrantType.AUTHORIZATION_CODE;
    }

    @Override
    public TokenResponse redeem(TokenRequest request) {
        Parameters parameters = request.parameters();
        AuthorizationCode code = parameters.required("code", AuthorizationCode::parse);
        IssuedCode issued =
                parts.codes().open(code).orElseThrow(() -> refused("the code is not one of ours or has expired"));
        if (!issued.approval().client().equals(request.client().id())) {
            parts.stores().authorizations().end(begin(issued, BURNT_FOR));
            throw refused("the code was issued to another client");
        }
        if (!issued.redirectUri().equals(parameters.required("redirect_uri", RedirectUri::parse))) {
            throw refused("redirect_uri is not the one of the authorization request");
        }
        if (!issued.isAnsweredBy(parameters.optional("code_verifier", CodeVerifier::parse))) {
            throw refused("code_verifier does not answer the code_challenge of the authorization request");
        }
        Audiences.refuseOther(parameters, issued.approval().permissions());
        return issue(request.client(), issued, code);
    }

    /** Signs while the redemption is on its way to the disk. Whatever comes of that, the redemption has the last word. */
    private TokenResponse issue(Client client, IssuedCode issued, AuthorizationCode code) {
        Authorization authorization = begin(issued, lifetime(client, issued));
        Pending<Redemption> redemption = parts.stores().authorizations().redeem(authorization);
        Permissions remaining = parts.remaining().of(client, issued.approval().permissions());
        TokenResponse response;
        try {
            response = sign(client, authorization, remaining, issued, code);
        } finally {
            refuseUnlessFirst(redemption.await(), client, issued);
        }
        parts.audit()
                .record(new AuditEvent.TokensIssued(
                        Optional.of(issued.approval().subject()),
                        client.id(),
                        type().value(),
                        remaining.scope().toString()));
        return response;
    }

    private Authorization begin(IssuedCode issued, Duration lifetime) {
        Instant now = Instant.ofEpochMilli(parts.clock().millis());
        return Authorization.begin(issued.authorization(), issued.approval(), now, now.plus(lifetime));
    }

    /** Until the last token of the authorization has expired, and its code has too: as long as that is good, the row must stand. */
    private static Duration lifetime(Client client, IssuedCode issued) {
        TokenLifetimes lifetimes = client.tokens().lifetimes();
        boolean refreshes = issued.approval().permissions().isOffline();
        Duration tokens = refreshes
                ? lifetimes.refreshToken().plus(lifetimes.longestAccessToken())
                : lifetimes.longestAccessToken();
        return tokens.compareTo(AuthorizationCodes.LIFETIME) < 0 ? AuthorizationCodes.LIFETIME : tokens;
    }

    private TokenResponse sign(
            Client client,
            Authorization authorization,
            Permissions remaining,
            IssuedCode issued,
            AuthorizationCode code) {
        if (remaining.scope().isEmpty()) {
            throw refused("the client may no longer have any of what the person has granted");
        }
        return parts.tokens()
                .issue(client, authorization, remaining, issued.bindings().nonce(), Optional.of(code));
    }

    private void refuseUnlessFirst(Redemption redemption, Client client, IssuedCode issued) {
        switch (redemption) {
            case Redemption.First _ -> {}
            case Redemption.Again() -> throw replayed(issued, client);
            case Redemption.Over() ->
                throw refused("the account of the person is no longer there, or the consent was withdrawn");
        }
    }

    private OAuthException replayed(IssuedCode issued, Client client) {
        parts.audit()
                .record(new AuditEvent.CodeReplayed(
                        client.id(), issued.authorization().value()));
        return refused("the code has been used already; everything that it yielded is revoked");
    }

    private static OAuthException refused(String detail) {
        return new OAuthException(ErrorCode.INVALID_GRANT, detail);
    }
}
