package dev.symbolon.server.token;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.RandomText;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.protocol.token.Confirmation;
import dev.symbolon.server.api.AccessTokenFormat;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.Apis;
import dev.symbolon.server.authorization.Approval;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.authorization.ClaimPermissions;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.authorization.Subjects;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.key.Seal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes access tokens: JWTs (RFC 9068), or sealed ones for APIs that choose so.
 *
 * <p>{@code jti} begins with the id of the authorization, so that ending the authorization ends every token of it.
 */
public final class AccessTokens {

    static final String TYPE = "at+jwt";

    /** The claim with what a token does not tell, sealed: whom a pairwise {@code sub} hides, and where the token comes from. */
    static final String PERSON = "person";

    private final Issuer issuer;
    private final Apis apis;
    private final Signatures signatures;
    private final Seal seal;
    private final Subjects subjects;
    private final InstantSource clock;
    private final SecureRandom random;

    public AccessTokens(
            Issuer issuer,
            Apis apis,
            Signatures signatures,
            Seal seal,
            Subjects subjects,
            InstantSource clock,
            SecureRandom random) {
        this.issuer = issuer;
        this.apis = apis;
        this.signatures = signatures;
        this.seal = seal;
        this.subjects = subjects;
        this.clock = clock;
        this.random = random;
    }

    /** A token for the authorization endpoint's answer: shorter-lived, and narrower if the client is so registered. */
    public IssuedAccessToken issueToFrontChannel(
            Client client, AuthorizationId authorization, Approval approval, Confirmation binding) {
        Permissions permissions = client.tokens()
                .frontChannelScope()
                .map(scope -> approval.permissions().limitedTo(scope).with(Map.of()))
                .orElse(approval.permissions())
                .atFirst();
        Duration lifetime = shorter(
                lifetime(client, permissions), client.tokens().lifetimes().frontChannelAccessToken());
        return issue(client, authorization, approval.with(permissions), lifetime, binding);
    }

    /** A token for the token endpoint's answer. */
    public IssuedAccessToken issue(
            Client client, AuthorizationId authorization, Approval approval, Confirmation binding) {
        return issue(client, authorization, approval, lifetime(client, approval.permissions()), binding);
    }

    private IssuedAccessToken issue(
            Client client, AuthorizationId authorization, Approval approval, Duration lifetime, Confirmation binding) {
        JsonObject claims = claims(client, authorization, approval.permissions(), lifetime)
                .with("sub", subjects.of(client, approval.subject()))
                .with("auth_time", approval.authenticatedAt().getEpochSecond())
                .with("acr", IdTokens.ACR)
                .with("sid", subjects.of(client, approval.session()))
                .with(PERSON, client.sector().map(sector -> sealed(person(approval))));
        return made(approval.permissions(), claims, lifetime, binding);
    }

    /** A token for the client itself (RFC 6749 §4.4): its subject is the client (RFC 9068 §2.2). */
    public IssuedAccessToken issueToClientItself(Client client, Permissions permissions, Confirmation binding) {
        Duration lifetime = lifetime(client, permissions);
        AuthorizationId nobody = AuthorizationId.random(random, clock.instant());
        JsonObject claims = claims(client, nobody, permissions, lifetime).with("sub", client.id());
        return made(permissions, claims, lifetime, binding);
    }

    /**
     * What another token is exchanged for (RFC 8693 §2).
     *
     * @param approval of that one, with what the new one may do
     * @param origin of that one, and of whoever acts
     * @param said what the new one says of its subject
     * @param expiresAt the end of that one, which the new one does not outlive
     */
    public record Exchange(Approval approval, Origin origin, JsonObject said, Instant expiresAt) {}

    public IssuedAccessToken issueInExchange(Client client, Exchange exchange, Confirmation binding) {
        Approval approval = exchange.approval();
        AuthorizationId id = AuthorizationId.random(random, clock.instant());
        Duration rest = Duration.between(clock.instant(), exchange.expiresAt());
        Duration lifetime = shorter(lifetime(client, approval.permissions()), rest);
        JsonObject person =
                person(approval).with("origin", exchange.origin().and(id).toJson());
        JsonObject claims = claims(client, id, approval.permissions(), lifetime)
                .with(exchange.said())
                .with(PERSON, sealed(person));
        return made(approval.permissions(), claims, lifetime, binding);
    }

    /**
     * A token in the name of a person who is not there (RFC 7523 §2.1): nobody has signed in, so that it says nothing of that, but it hangs on the
     * account and the consent all the same.
     */
    public IssuedAccessToken issueForAbsent(
            Client client, Subject subject, Permissions permissions, Confirmation binding) {
        Duration lifetime = lifetime(client, permissions);
        AuthorizationId id = AuthorizationId.random(random, clock.instant());
        JsonObject person = JsonObject.empty()
                .with("sub", subject)
                .with("origin", Origin.ofPerson(id, client.id()).toJson());
        JsonObject claims = claims(client, id, permissions, lifetime)
                .with("sub", subjects.of(client, subject))
                .with(PERSON, sealed(person));
        return made(permissions, claims, lifetime, binding);
    }

    private JsonObject claims(
            Client client, AuthorizationId authorization, Permissions permissions, Duration lifetime) {
        Instant now = clock.instant();
        return JsonObject.empty()
                .with("iss", issuer)
                .with("aud", permissions.audience().map(Audience::value).orElseGet(() -> userinfo(issuer)))
                .with("client_id", client.id())
                .with("scope", permissions.scope())
                .with(permissions.detail().member())
                .with("userinfo_claims", claimsAtUserinfo(permissions))
                .with("may_act", MayAct.of(client))
                .with("iat", now.getEpochSecond())
                .with("exp", now.plus(lifetime).getEpochSecond())
                .with("jti", authorization + "." + RandomText.of(random, 9));
    }

    /** What the client may ask userinfo for beside what the scope says (OIDC Core §5.5). */
    private static Optional<List<String>> claimsAtUserinfo(Permissions permissions) {
        return Optional.of(ClaimPermissions.claims(permissions.identity())).filter(claims -> !claims.isEmpty());
    }

    /** Who the person is, for this provider alone: by the name that the client knows nobody is found. */
    private static JsonObject person(Approval approval) {
        return JsonObject.empty().with("sub", approval.subject()).with("sid", approval.session());
    }

    private String sealed(JsonObject person) {
        return seal.seal(Seal.Purpose.SUBJECT, person.toString());
    }

    private IssuedAccessToken made(
            Permissions permissions, JsonObject unbound, Duration lifetime, Confirmation binding) {
        JsonObject claims = unbound.with("cnf", binding.claim());
        Optional<Api> api = api(permissions);
        boolean isOpaque = api.filter(found -> found.accessTokenFormat() == AccessTokenFormat.OPAQUE)
                .isPresent();
        String token = isOpaque
                ? seal.seal(Seal.Purpose.ACCESS_TOKEN, claims.toString())
                : signatures.sign(api.map(Api::accessTokenAlgorithm).orElse(Api.USUAL_ALGORITHM), TYPE, claims);
        return new IssuedAccessToken(new AccessToken(token), binding.tokenType(), lifetime, permissions.scope());
    }

    /** The audience of a token for which no API was named. */
    static String userinfo(Issuer issuer) {
        return issuer.resolve("/userinfo").toString();
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
}
