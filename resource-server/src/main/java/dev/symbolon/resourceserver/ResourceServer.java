package dev.symbolon.resourceserver;

import static dev.symbolon.resourceserver.AccessTokenClaims.invalid;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.jose.Verification.Invalid;
import dev.symbolon.protocol.jose.Verification.UnknownKey;
import dev.symbolon.protocol.jose.Verification.Valid;
import dev.symbolon.protocol.jose.VerificationKeys;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.metadata.ProtectedResourceMetadata;
import dev.symbolon.resourceserver.Verdict.Accepted;
import dev.symbolon.resourceserver.Verdict.Refused;
import dev.symbolon.resourceserver.Verdict.Unavailable;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An API that accepts the access tokens of one issuer (RFC 9068, RFC 6750).
 *
 * <p>One instance serves the whole application, and is safe for concurrent use. Nothing is fetched until the first token comes.
 * No check is skipped unless {@link ResourceServerOptions} say so by name.
 *
 * <pre>{@code
 * ResourceServer api = ResourceServer.of(issuer, audience);
 * switch (api.verify(Optional.ofNullable(header), Scope.of("read:reports"))) {
 *     case Accepted(Caller caller) -> answer(reportsOf(caller.subject()));
 *     case Refused(Challenge challenge) -> refuse(challenge.status(), challenge.header());
 *     case Unavailable(Duration retryAfter) -> tryLater(503, retryAfter);
 * }
 * }</pre>
 */
public final class ResourceServer {

    private final Issuer issuer;
    private final Audience audience;
    private final ResourceServerOptions options;
    private final Optional<URI> metadataLocation;
    private final AccessTokenClaims claims;
    private final IssuerKeys keys;
    private final VerifiedTokens verifiedTokens;
    private final Optional<IntrospectedTokens> introspectedTokens;

    private ResourceServer(Issuer issuer, Audience audience, ResourceServerOptions options) {
        this.issuer = issuer;
        this.audience = audience;
        this.options = options;
        this.metadataLocation = options.metadataLocation().or(() -> ProtectedResourceMetadata.location(audience));
        this.claims = new AccessTokenClaims(issuer, audience, options.profile(), options.clockSkew());
        this.keys = new IssuerKeys(issuer, options.keyRefresh(), options.clock());
        this.verifiedTokens = new VerifiedTokens(options.cachedTokens());
        this.introspectedTokens = options.introspection()
                .map(settings -> new IntrospectedTokens(
                        new IssuerIntrospection(issuer, settings, claims, options.clock()),
                        settings.believed(),
                        options.cachedTokens(),
                        options.clock()));
    }

    /**
     * @param issuer whose tokens are accepted; its discovery document says where its keys are
     * @param audience the identifier of this API, which a token must name in {@code aud}
     */
    public static ResourceServer of(Issuer issuer, Audience audience) {
        return of(issuer, audience, ResourceServerOptions.defaults());
    }

    public static ResourceServer of(Issuer issuer, Audience audience, ResourceServerOptions options) {
        return new ResourceServer(issuer, audience, options);
    }

    public Issuer issuer() {
        return issuer;
    }

    public Audience audience() {
        return audience;
    }

    /** Where the API's metadata is found; empty if its identifier is not an address and the options do not say. */
    public Optional<URI> metadataLocation() {
        return metadataLocation;
    }

    /**
     * Decides about a request by its {@code Authorization} header (RFC 6750 §2.1). Use {@link #verify(BearerRequest, Scope)} where
     * the header may come twice or the query is at hand.
     *
     * @param authorizationHeader untrusted; empty if the request has none
     * @param required what the request needs; empty if any good token will do
     */
    public Verdict verify(Optional<String> authorizationHeader, Scope required) {
        return verify(new BearerRequest(authorizationHeader.stream().toList(), Optional.empty()), required);
    }

    /**
     * Decides about a request by every place where it may bear a token.
     *
     * @param required what the request needs; empty if any good token will do
     */
    public Verdict verify(BearerRequest request, Scope required) {
        try {
            return request.token()
                    .map(token -> decide(token, required))
                    .orElseGet(() -> new Refused(challenge(
                            Optional.empty(), "send an access token: Authorization: Bearer <token>", required)));
        } catch (OAuthException e) {
            return refused(e, required);
        }
    }

    /**
     * Decides about a token that the application has taken from its request itself.
     *
     * @param required what the request needs; empty if any good token will do
     */
    public Verdict verify(AccessToken token, Scope required) {
        try {
            return decide(token.value(), required);
        } catch (OAuthException e) {
            return refused(e, required);
        }
    }

    private Verdict decide(String token, Scope required) {
        if (introspectedTokens.isEmpty()) {
            return decideHere(token, required);
        }
        BearerRequest.checkSyntax(token);
        return introspectedTokens
                .get()
                .find(token)
                .map(caller -> permit(caller, required))
                .orElseGet(this::unavailable);
    }

    private Verdict decideHere(String token, Scope required) {
        Instant now = options.clock().instant();
        Optional<VerificationKeys> current = keys.current(now);
        Optional<Caller> known = current.flatMap(present -> verifiedTokens.find(token, present, now));
        if (known.isPresent()) {
            return permit(known.get(), required);
        }
        BearerRequest.checkSyntax(token);
        if (current.isEmpty()) {
            return unavailable();
        }
        return switch (current.get().verify(token, options.algorithms())) {
            case Valid(VerifiedJwt jwt) -> permit(caller(token, jwt, current.get(), now), required);
            case Invalid(String reason) -> throw invalid(reason);
            case UnknownKey() -> decideWithNewKeys(token, required, now);
        };
    }

    private Verdict decideWithNewKeys(String token, Scope required, Instant now) {
        Optional<VerificationKeys> refetched = keys.refetched();
        if (refetched.isEmpty()) {
            return unavailable();
        }
        return switch (refetched.get().verify(token, options.algorithms())) {
            case Valid(VerifiedJwt jwt) -> permit(caller(token, jwt, refetched.get(), now), required);
            case Invalid(String reason) -> throw invalid(reason);
            case UnknownKey() -> throw invalid("the token is signed with a key that the issuer does not have");
        };
    }

    private Caller caller(String token, VerifiedJwt jwt, VerificationKeys verifiedWith, Instant now) {
        Caller caller = claims.check(jwt, now);
        verifiedTokens.remember(token, caller, verifiedWith, caller.expiresAt().plus(options.clockSkew()));
        return caller;
    }

    private Verdict permit(Caller caller, Scope required) {
        if (caller.scope().covers(required)) {
            return new Accepted(caller);
        }
        throw new OAuthException(
                ErrorCode.INSUFFICIENT_SCOPE, "the token does not grant " + required.minus(caller.scope()));
    }

    private Unavailable unavailable() {
        return new Unavailable(options.keyRefresh().pause());
    }

    private Refused refused(OAuthException refusal, Scope required) {
        return new Refused(challenge(Optional.of(refusal.error()), refusal.description(), required));
    }

    private Challenge challenge(Optional<ErrorCode> error, String description, Scope required) {
        return new Challenge(audience, error, description, required, metadataLocation);
    }

    /**
     * What the API says of itself (RFC 9728 §2), to be served at {@link #metadataLocation()}.
     *
     * @param scopesSupported the permissions that a client may ask for
     */
    public ProtectedResourceMetadata metadata(Scope scopesSupported) {
        return new ProtectedResourceMetadata(
                audience, List.of(issuer), scopesSupported, Optional.empty(), Optional.empty());
    }
}
