package dev.symbolon.server.endpoint.token;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.protocol.token.TokenResponse;
import dev.symbolon.protocol.token.TokenTypeIdentifier;
import dev.symbolon.server.api.AccessTokenFormat;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.token.AccessTokens;
import dev.symbolon.server.token.IssuedAccessToken;
import dev.symbolon.server.token.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Exchanges a token for one for another API (RFC 8693): in the name of its subject alone, or with word of who acts for the subject.
 *
 * <p>The new token says of the subject what the exchanged one says, lives no longer, and ends with whatever ends that one.
 */
final class TokenExchangeGrant implements Grant {

    /** What a token says of its subject. */
    private static final List<String> ABOUT_THE_SUBJECT = List.of("sub", "sid", "auth_time", "acr", "act");

    /** Each exchange adds to what a token ends with. */
    private static final int MOST_EXCHANGES = 8;

    private final Grants.Parts parts;
    private final ExchangeableTokens tokens;
    private final ExchangeHolders holders;
    private final ExchangePolicy policy;

    TokenExchangeGrant(Grants.Parts parts) {
        this.parts = parts;
        this.tokens = new ExchangeableTokens(parts.readers(), parts.stores().authorizations());
        this.holders = new ExchangeHolders(parts.stores().apis());
        this.policy = new ExchangePolicy(parts);
    }

    @Override
    public GrantType type() {
        return GrantType.TOKEN_EXCHANGE;
    }

    @Override
    public Optional<Feature> feature() {
        return Optional.of(Feature.TOKEN_EXCHANGE);
    }

    @Override
    public TokenResponse redeem(TokenRequest request) {
        Client client = request.client();
        if (client.isPublic()) {
            throw new OAuthException(ErrorCode.UNAUTHORIZED_CLIENT, "a public client cannot exchange tokens");
        }
        TokenTypeIdentifier wanted = wanted(request.parameters());
        ExchangeableToken subject = tokens.subject(request.parameters());
        Optional<ExchangeableToken> actor = tokens.actor(request.parameters());
        holders.check(request, subject, actor);
        Permissions permissions = policy.permissions(client, subject, actor.isPresent(), request.parameters());
        checkForm(wanted, permissions.audience().orElseThrow());
        AccessTokens.Exchange exchange = exchange(subject, actor, permissions);
        IssuedAccessToken token = parts.accessTokens().issueInExchange(client, exchange, request.binding());
        record(client, subject, actor, permissions);
        return TokenResponse.of(token.token(), token.type(), token.lifetime(), token.scope())
                .withIssuedTokenType(wanted);
    }

    private static TokenTypeIdentifier wanted(Parameters parameters) {
        TokenTypeIdentifier wanted = parameters
                .optional("requested_token_type", TokenTypeIdentifier::parse)
                .orElse(TokenTypeIdentifier.ACCESS_TOKEN);
        if (wanted != TokenTypeIdentifier.ACCESS_TOKEN && wanted != TokenTypeIdentifier.JWT) {
            throw OAuthException.invalidRequest("requested_token_type must be " + TokenTypeIdentifier.ACCESS_TOKEN
                    + " or " + TokenTypeIdentifier.JWT);
        }
        return wanted;
    }

    private void checkForm(TokenTypeIdentifier wanted, Audience audience) {
        boolean isOpaque = parts.stores()
                .apis()
                .find(audience)
                .filter(api -> api.accessTokenFormat() == AccessTokenFormat.OPAQUE)
                .isPresent();
        if (wanted == TokenTypeIdentifier.JWT && isOpaque) {
            throw OAuthException.invalidRequest("the access tokens of " + audience + " are no JWTs");
        }
    }

    private static AccessTokens.Exchange exchange(
            ExchangeableToken subject, Optional<ExchangeableToken> actor, Permissions permissions) {
        Origin origin =
                actor.map(ExchangeableToken::origin).map(subject.origin()::and).orElse(subject.origin());
        if (origin.others().size() >= MOST_EXCHANGES) {
            throw OAuthException.invalidRequest("the subject_token has come of too many exchanges");
        }
        JsonObject said = subject.claims()
                .only(ABOUT_THE_SUBJECT)
                .with(actor.map(present -> JsonObject.empty().with("act", act(present, subject)))
                        .orElse(JsonObject.empty()));
        Instant end = actor.map(ExchangeableToken::expiresAt)
                .filter(subject.expiresAt()::isAfter)
                .orElse(subject.expiresAt());
        return new AccessTokens.Exchange(subject.approval().with(permissions), origin, said, end);
    }

    /** Who acts now, and within that who has acted before (RFC 8693 §4.1). */
    private static JsonObject act(ExchangeableToken actor, ExchangeableToken subject) {
        return JsonObject.empty()
                .with("sub", actor.claims().requiredString("sub"))
                .with("client_id", actor.client())
                .with("act", subject.claims().object("act"));
    }

    private void record(
            Client client, ExchangeableToken subject, Optional<ExchangeableToken> actor, Permissions permissions) {
        String scope = permissions.scope().toString();
        parts.audit()
                .record(new AuditEvent.TokensIssued(
                        Optional.of(subject.approval().subject()), client.id(), type().value(), scope));
        parts.audit()
                .record(new AuditEvent.TokenExchanged(
                        subject.approval().subject(),
                        client.id(),
                        subject.client(),
                        actor.map(acting -> acting.approval().subject().value()),
                        permissions.audience().orElseThrow(),
                        scope));
    }
}
