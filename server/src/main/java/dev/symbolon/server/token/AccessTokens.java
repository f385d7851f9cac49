package dev.symbolon.server.token;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.RandomText;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.Apis;
import dev.symbolon.server.authorization.Approval;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.authorization.Authorizations;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.key.SigningKeys;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Makes access tokens as JWTs (RFC 9068), and reads the provider's own again.
 *
 * <p>{@code jti} begins with the id of the authorization, so that ending the authorization ends every token of it.
 */
public final class AccessTokens {

    private static final String TYPE = "at+jwt";

    private final Issuer issuer;
    private final Apis apis;
    private final Authorizations authorizations;
    private final SigningKeys keys;
    private final Signatures signatures;
    private final InstantSource clock;
    private final SecureRandom random;

    /** What tokens are made for and checked against. */
    public record Sources(Issuer issuer, Apis apis, Authorizations authorizations, SigningKeys keys) {}

    public AccessTokens(Sources sources, Signatures signatures, InstantSource clock, SecureRandom random) {
        this.issuer = sources.issuer();
        this.apis = sources.apis();
        this.authorizations = sources.authorizations();
        this.keys = sources.keys();
        this.signatures = signatures;
        this.clock = clock;
        this.random = random;
    }

    /** A token for the authorization endpoint's answer: shorter-lived, and narrower if the client is so registered. */
    public IssuedAccessToken issueToFrontChannel(Client client, AuthorizationId authorization, Approval approval) {
        Permissions permissions = client.tokens()
                .frontChannelScope()
                .map(approval.permissions()::limitedTo)
                .orElse(approval.permissions());
        Duration lifetime = shorter(
                lifetime(client, permissions), client.tokens().lifetimes().frontChannelAccessToken());
        return issue(client, authorization, approval.with(permissions), lifetime);
    }

    /** A token for the token endpoint's answer. */
    public IssuedAccessToken issue(Client client, AuthorizationId authorization, Approval approval) {
        return issue(client, authorization, approval, lifetime(client, approval.permissions()));
    }

    private IssuedAccessToken issue(
            Client client, AuthorizationId authorization, Approval approval, Duration lifetime) {
        JsonObject claims = claims(client, authorization, approval.permissions(), lifetime)
                .with("sub", approval.subject())
                .with("auth_time", approval.authenticatedAt().getEpochSecond())
                .with("sid", approval.session());
        return sign(approval.permissions(), claims, lifetime);
    }

    /** A token for the client itself (RFC 6749 §4.4): its subject is the client (RFC 9068 §2.2). */
    public IssuedAccessToken issueToClientItself(Client client, Permissions permissions) {
        Duration lifetime = lifetime(client, permissions);
        AuthorizationId nobody = AuthorizationId.random(random, clock.instant());
        JsonObject claims = claims(client, nobody, permissions, lifetime).with("sub", client.id());
        return sign(permissions, claims, lifetime);
    }

    private JsonObject claims(
            Client client, AuthorizationId authorization, Permissions permissions, Duration lifetime) {
        Instant now = clock.instant();
        return JsonObject.empty()
                .with("iss", issuer)
                .with("aud", permissions.audience().map(Audience::value).orElse(issuer + "/userinfo"))
                .with("client_id", client.id())
                .with("scope", permissions.scope())
                .with("iat", now.getEpochSecond())
                .with("exp", now.plus(lifetime).getEpochSecond())
                .with("jti", authorization + "." + RandomText.of(random, 9));
    }

    private IssuedAccessToken sign(Permissions permissions, JsonObject claims, Duration lifetime) {
        SigningAlgorithm algorithm =
                api(permissions).map(Api::accessTokenAlgorithm).orElse(Api.USUAL_ALGORITHM);
        AccessToken token = new AccessToken(signatures.sign(algorithm, TYPE, claims));
        return new IssuedAccessToken(token, lifetime, permissions.scope());
    }

    private Duration lifetime(Client client, Permissions permissions) {
        Duration own = client.tokens().lifetimes().accessToken();
        return api(permissions)
                .map(api -> shorter(api.accessTokenLifetime(), own))
                .orElse(own);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Optional<Api> api(Permissions permissions) {
        return permissions.audience().flatMap(apis::find);
    }

    /**
     * Reads one of the provider's own access tokens.
     *
     * @throws OAuthException {@code invalid_token} if it is not one, has expired, or has been revoked
     */
    public VerifiedAccessToken verify(AccessToken token) {
        if (!(keys.verification().verify(token.value(), EnumSet.allOf(SigningAlgorithm.class))
                instanceof Verification.Valid(VerifiedJwt jwt))) {
            throw refused("the access token is malformed or not signed by this provider");
        }
        try {
            return verify(jwt);
        } catch (JsonException e) {
            throw refused("the claims of the access token are malformed");
        }
    }

    private VerifiedAccessToken verify(VerifiedJwt jwt) {
        if (jwt.type().filter(TYPE::equals).isEmpty()
                || jwt.issuer().filter(issuer.value()::equals).isEmpty()) {
            throw refused("the token is not an access token of this provider");
        }
        if (jwt.expiresAt().filter(clock.instant()::isBefore).isEmpty()) {
            throw refused("the access token has expired");
        }
        String jti = jwt.claims().requiredString("jti");
        AuthorizationId authorization = new AuthorizationId(jti.substring(0, Math.max(0, jti.indexOf('.'))));
        if (authorizations.find(authorization).filter(Authorization::ended).isPresent()) {
            throw refused("the access token has been revoked");
        }
        return new VerifiedAccessToken(
                jwt.claims().requiredString("sub"), new ClientId(jwt.claims().requiredString("client_id")), scope(jwt));
    }

    private static Scope scope(VerifiedJwt jwt) {
        return Scope.parse(jwt.claims().string("scope").orElse(""));
    }

    private static OAuthException refused(String detail) {
        return new OAuthException(ErrorCode.INVALID_TOKEN, detail);
    }
}
