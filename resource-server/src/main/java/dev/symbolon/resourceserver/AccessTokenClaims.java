package dev.symbolon.resourceserver;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
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
            return caller(jwt, checkedEnd(jwt, now));
        } catch (JsonException e) {
            throw invalid("in the token, " + e.getMessage());
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
        if (!jwt.audience().contains(audience.value())) {
            throw invalid("the token is for another API");
        }
        if (jwt.claims().has("cnf")) {
            throw invalid("the token is bound to a key, and must not be used as a mere bearer token");
        }
    }

    private Instant checkedEnd(VerifiedJwt jwt, Instant now) {
        Instant expiresAt = jwt.expiresAt().orElseThrow(() -> invalid("the token has no exp"));
        if (!now.isBefore(expiresAt.plus(clockSkew))) {
            throw invalid("the token has expired");
        }
        Instant latestStart = now.plus(clockSkew);
        if (jwt.notBefore().filter(latestStart::isBefore).isPresent()) {
            throw invalid("the token is not valid yet");
        }
        if (jwt.issuedAt().filter(latestStart::isBefore).isPresent()) {
            throw invalid("the token was issued in the future; compare the clocks");
        }
        return expiresAt;
    }

    private Caller caller(VerifiedJwt jwt, Instant expiresAt) {
        JsonObject claims = jwt.claims();
        return new Caller(
                Subject.parse(jwt.subject().orElseThrow(() -> invalid("the token has no sub"))),
                ClientId.parse(clientId(claims).orElseThrow(() -> invalid("the token has no client_id"))),
                Scope.parse(claims.string("scope").orElse("")),
                expiresAt,
                claims.string("sid"),
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
