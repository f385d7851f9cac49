package dev.symbolon.resourceserver;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.protocol.token.Confirmation;
import dev.symbolon.protocol.token.TokenResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Checks what a well-signed token says: that it is an access token, for this API, and valid now (RFC 9068 §4). */
final class AccessTokenClaims {

    private final Issuer issuer;
    private final Audience audience;
    private final TokenProfile profile;
    private final Duration clockSkew;

    AccessTokenClaims(Issuer issuer, Audience audience, TokenProfile profile, Duration clockSkew) {
        this.issuer = issuer;
        this.audience = audience;
        this.profile = profile;
        this.clockSkew = clockSkew;
    }

    /** @throws OAuthException {@code invalid_token} with what is wrong */
    Caller check(VerifiedJwt jwt, Instant now) {
        try {
            checkKind(jwt);
            return caller(jwt.claims(), checkedEnd(jwt.claims(), now), confirmation(jwt.claims()));
        } catch (JsonException e) {
            throw invalid("in the token, " + e.getMessage());
        } catch (OAuthException e) {
            throw invalid(e.detail());
        }
    }

    /**
     * What the issuer says of a token (RFC 7662 §2.2): it must name this API and an end, like a JWT.
     *
     * @throws OAuthException {@code invalid_token} with what is wrong
     */
    Caller checkIntrospected(JsonObject answer, Instant now) {
        if (answer.string("iss").filter(named -> !named.equals(issuer.value())).isPresent()) {
            throw invalid("the token is from another issuer");
        }
        checkAudience(answer);
        Confirmation confirmation = confirmation(answer);
        String type = answer.string("token_type").orElse(confirmation.tokenType());
        boolean isUsable = type.equalsIgnoreCase(TokenResponse.BEARER)
                || type.equalsIgnoreCase(TokenResponse.DPOP) && confirmation.isBound();
        if (!isUsable) {
            throw invalid("the token is neither a bearer token nor bound to a key that is named");
        }
        try {
            return caller(answer, checkedEnd(answer, now), confirmation);
        } catch (OAuthException e) {
            throw invalid(e.detail());
        }
    }

    private void checkKind(VerifiedJwt jwt) {
        if (profile == TokenProfile.AT_JWT && !jwt.type().equals(Optional.of("at+jwt"))) {
            throw invalid("the token is not of the type at+jwt; an ID token is not an access token");
        }
        if (!jwt.issuer().equals(Optional.of(issuer.value()))) {
            throw invalid("the token is from another issuer");
        }
        checkAudience(jwt.claims());
    }

    private void checkAudience(JsonObject claims) {
        if (!claims.strings("aud").contains(audience.value())) {
            throw invalid("the token is for another API");
        }
    }

    private static Confirmation confirmation(JsonObject claims) {
        try {
            return Confirmation.in(claims);
        } catch (JsonException e) {
            throw invalid("the token is bound to a key by a method that is not known here");
        }
    }

    private Instant checkedEnd(JsonObject claims, Instant now) {
        Instant expiresAt = instant(claims, "exp").orElseThrow(() -> invalid("the token has no exp"));
        if (!now.isBefore(expiresAt.plus(clockSkew))) {
            throw invalid("the token has expired");
        }
        Instant latestStart = now.plus(clockSkew);
        if (instant(claims, "nbf").filter(latestStart::isBefore).isPresent()) {
            throw invalid("the token is not valid yet");
        }
        if (instant(claims, "iat").filter(latestStart::isBefore).isPresent()) {
            throw invalid("the token was issued in the future; compare the clocks");
        }
        return expiresAt;
    }

    private static Optional<Instant> instant(JsonObject claims, String name) {
        return claims.number(name).map(Instant::ofEpochSecond);
    }

    private Caller caller(JsonObject claims, Instant expiresAt, Confirmation confirmation) {
        return new Caller(
                issuer,
                Subject.parse(claims.string("sub").orElseThrow(() -> invalid("the token has no sub"))),
                ClientId.parse(clientId(claims).orElseThrow(() -> invalid("the token has no client_id"))),
                Scope.parse(claims.string("scope").orElse("")),
                AuthorizationDetails.in(claims),
                expiresAt,
                new SignIn(claims.string("sid"), claims.string("acr"), instant(claims, "auth_time")),
                confirmation,
                Actor.in(claims),
                claims);
    }

    private Optional<String> clientId(JsonObject claims) {
        Optional<String> clientId = claims.string("client_id");
        return profile == TokenProfile.PLAIN_JWT ? clientId.or(() -> claims.string("azp")) : clientId;
    }

    static OAuthException invalid(String detail) {
        return new OAuthException(ErrorCode.INVALID_TOKEN, detail);
    }
}
