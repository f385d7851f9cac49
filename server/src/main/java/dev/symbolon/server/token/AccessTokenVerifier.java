package dev.symbolon.server.token;

import dev.symbolon.protocol.AccessToken;
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
import dev.symbolon.server.authorization.Approval;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.authorization.Authorizations;
import dev.symbolon.server.authorization.ClaimPermissions;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.claim.IdentityScopes;
import dev.symbolon.server.key.Seal;
import dev.symbolon.server.key.SigningKeys;
import dev.symbolon.server.session.SessionId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the provider's own access tokens, and asks whether they still hold: by one read of the database. */
public final class AccessTokenVerifier {

    private final Issuer issuer;
    private final Authorizations authorizations;
    private final KnownTokens knownTokens;
    private final Seal seal;
    private final InstantSource clock;

    public AccessTokenVerifier(
            Issuer issuer, Authorizations authorizations, SigningKeys keys, Seal seal, InstantSource clock) {
        this.issuer = issuer;
        this.authorizations = authorizations;
        this.knownTokens = new KnownTokens(keys);
        this.seal = seal;
        this.clock = clock;
    }

    /** @throws OAuthException {@code invalid_token} if it is none of ours, has expired, or has been revoked */
    public VerifiedAccessToken verify(AccessToken token) {
        try {
            VerifiedAccessToken verified = verified(claims(token));
            if (!stillHolds(verified)) {
                throw refused("the access token has been revoked, or the person's account or consent is gone");
            }
            return verified;
        } catch (JsonException e) {
            throw refused("the claims of the access token are malformed");
        }
    }

    private JsonObject claims(AccessToken token) {
        boolean isJwt = token.value().indexOf('.') >= 0;
        return isJwt
                ? signedClaims(token)
                : seal.open(Seal.Purpose.ACCESS_TOKEN, token.value())
                        .map(JsonObject::parse)
                        .orElseThrow(() -> refused("the access token is not one of ours"));
    }

    private JsonObject signedClaims(AccessToken token) {
        VerifiedJwt jwt = knownTokens
                .verify(token)
                .orElseThrow(() -> refused("the access token is malformed or not signed by this provider"));
        if (jwt.type().filter(AccessTokens.TYPE::equals).isEmpty()) {
            throw refused("the token is not an access token");
        }
        return jwt.claims();
    }

    private VerifiedAccessToken verified(JsonObject claims) {
        if (!claims.requiredString("iss").equals(issuer.value())) {
            throw refused("the token is not an access token of this provider");
        }
        Instant expiresAt = instant(claims, "exp").orElse(Instant.EPOCH);
        if (!clock.instant().isBefore(expiresAt)) {
            throw refused("the access token has expired");
        }
        String jti = claims.requiredString("jti");
        AuthorizationId authorization = new AuthorizationId(jti.substring(0, Math.max(0, jti.indexOf('.'))));
        JsonObject person = claims.string(AccessTokens.PERSON).map(this::person).orElse(claims);
        Approval approval = approval(claims, person);
        Origin origin = person.object("origin")
                .map(Origin::read)
                .orElseGet(() -> Origin.of(authorization, approval.client(), claims.has("sid")));
        return new VerifiedAccessToken(authorization, origin, approval, expiresAt, claims.without(AccessTokens.PERSON));
    }

    private Approval approval(JsonObject claims, JsonObject person) {
        return new Approval(
                new ClientId(claims.requiredString("client_id")),
                new Subject(person.requiredString("sub")),
                new SessionId(person.string("sid").orElse("")),
                instant(claims, "auth_time").or(() -> instant(claims, "iat")).orElse(Instant.EPOCH),
                permissions(claims));
    }

    private JsonObject person(String sealed) {
        return seal.open(Seal.Purpose.SUBJECT, sealed)
                .map(JsonObject::parse)
                .orElseThrow(() -> refused("whom the access token is about can no longer be read"));
    }

    private Permissions permissions(JsonObject claims) {
        Scope scope = Scope.parse(claims.string("scope").orElse(""));
        Scope identity = scope.intersect(IdentityScopes.all());
        Optional<Audience> api = claims.string("aud")
                .filter(audience -> !audience.equals(AccessTokens.userinfo(issuer)))
                .map(Audience::new);
        AuthorizationDetails details = AuthorizationDetails.in(claims);
        return new Permissions(identity, api, scope.minus(identity))
                .with(api.filter(named -> !details.isEmpty())
                        .map(one -> Map.of(one, details))
                        .orElse(Map.of()))
                .plus(ClaimPermissions.of(claims.strings("userinfo_claims"), List.of()));
    }

    private static Optional<Instant> instant(JsonObject claims, String name) {
        return claims.number(name).map(Instant::ofEpochSecond);
    }

    private boolean stillHolds(VerifiedAccessToken token) {
        Origin origin = token.origin();
        boolean begins = origin.ofPerson()
                ? authorizations.stands(origin.authorization(), token.subject(), origin.client())
                : !hasEnded(origin.authorization());
        return begins && origin.others().stream().noneMatch(this::hasEnded);
    }

    private boolean hasEnded(AuthorizationId authorization) {
        return authorizations.find(authorization).filter(Authorization::ended).isPresent();
    }

    private static OAuthException refused(String detail) {
        return new OAuthException(ErrorCode.INVALID_TOKEN, detail);
    }
}
