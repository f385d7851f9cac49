package dev.symbolon.resourceserver;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.jose.UnverifiedJwt;
import dev.symbolon.protocol.metadata.ProtectedResourceMetadata;
import dev.symbolon.resourceserver.ApiRequest.Presented;
import dev.symbolon.resourceserver.Challenge.Scheme;
import dev.symbolon.resourceserver.Verdict.Accepted;
import dev.symbolon.resourceserver.Verdict.Refused;
import dev.symbolon.resourceserver.Verdict.Unavailable;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An API that accepts the access tokens of an issuer, or of several (RFC 9068, RFC 6750, RFC 9449).
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

    private final List<Issuer> issuers;
    private final Audience audience;
    private final ResourceServerOptions options;
    private final Optional<URI> metadataLocation;
    private final Map<String, IssuedTokens> tokens = new LinkedHashMap<>();
    private final Possession possession;

    private ResourceServer(List<Issuer> issuers, Audience audience, ResourceServerOptions options) {
        this.issuers = List.copyOf(issuers);
        this.audience = audience;
        this.options = options;
        this.metadataLocation = options.metadataLocation().or(() -> ProtectedResourceMetadata.location(audience));
        this.possession = new Possession(options.dpop(), options.clock());
        issuers.forEach(issuer ->
                tokens.put(issuer.value(), new IssuedTokens(issuer, audience, options, introspection(issuer))));
    }

    private Optional<Introspection> introspection(Issuer issuer) {
        return options.introspection().stream()
                .filter(settings -> settings.issuer().orElse(issuer).equals(issuer))
                .findFirst();
    }

    /**
     * @param issuer whose tokens are accepted; its discovery document says where its keys are
     * @param audience the identifier of this API, which a token must name in {@code aud}
     */
    public static ResourceServer of(Issuer issuer, Audience audience) {
        return of(issuer, audience, ResourceServerOptions.defaults());
    }

    public static ResourceServer of(Issuer issuer, Audience audience, ResourceServerOptions options) {
        return of(List.of(issuer), audience, options);
    }

    /**
     * An API that accepts the tokens of several issuers, each verified by its own issuer's keys alone. {@link Caller#issuer} tells
     * whose subject it is.
     *
     * <p>An opaque token does not say whose it is. It is shown to the one issuer that is asked about tokens ({@link Introspection#at}); if
     * several are asked, it is refused, for a token must be shown to nobody but its issuer.
     *
     * @throws IllegalArgumentException if there is none, or it is not clear which of them is to be asked about tokens
     */
    public static ResourceServer of(List<Issuer> issuers, Audience audience, ResourceServerOptions options) {
        List<Issuer> asked = options.introspection().stream()
                .flatMap(settings -> settings.issuer().or(() -> onlyOne(issuers)).stream())
                .distinct()
                .filter(issuers::contains)
                .toList();
        if (issuers.isEmpty() || asked.size() != options.introspection().size()) {
            throw new IllegalArgumentException(
                    "there must be an issuer, and each introspection must name another one of them");
        }
        return new ResourceServer(issuers, audience, options);
    }

    private static Optional<Issuer> onlyOne(List<Issuer> issuers) {
        return issuers.size() == 1 ? Optional.of(issuers.getFirst()) : Optional.empty();
    }

    /** Those whose tokens are accepted. */
    public List<Issuer> issuers() {
        return issuers;
    }

    public Audience audience() {
        return audience;
    }

    /** Where the API's metadata is found; empty if its identifier is not an address and the options do not say. */
    public Optional<URI> metadataLocation() {
        return metadataLocation;
    }

    /**
     * Decides about a request by its {@code Authorization} header alone (RFC 6750 §2.1): tokens that are bound to a key are refused.
     * Use {@link #verify(ApiRequest, Requirement)} to accept those too, or where the header may come twice.
     *
     * @param authorizationHeader untrusted; empty if the request has none
     * @param required what the request needs; empty if any good token will do
     */
    public Verdict verify(Optional<String> authorizationHeader, Scope required) {
        return verify(ApiRequest.of(authorizationHeader), Requirement.of(required));
    }

    /**
     * Decides about a token that the application has taken from its request itself; one that is bound to a key is refused.
     *
     * @param required what the request needs; empty if any good token will do
     */
    public Verdict verify(AccessToken token, Scope required) {
        ApiRequest request = ApiRequest.of(Optional.empty());
        Requirement requirement = Requirement.of(required);
        try {
            return decide(request, Presented.asBearer(token.value()), requirement);
        } catch (OAuthException e) {
            return refused(request, requirement, e);
        }
    }

    /** Decides about a request by everything that it says of its caller. */
    public Verdict verify(ApiRequest request, Requirement requirement) {
        try {
            Optional<Presented> presented = request.token();
            return presented.isPresent()
                    ? decide(request, presented.get(), requirement)
                    : withoutToken(request, requirement);
        } catch (OAuthException e) {
            return refused(request, requirement, e);
        }
    }

    private Verdict decide(ApiRequest request, Presented presented, Requirement requirement) {
        Instant now = options.clock().instant();
        Optional<Caller> caller = issued(presented.token()).caller(presented.token(), now);
        if (caller.isEmpty()) {
            return new Unavailable(options.keyRefresh().pause());
        }
        possession.check(caller.get().confirmation(), presented, request);
        requirement.check(caller.get(), now, options.clockSkew());
        return new Accepted(caller.get());
    }

    /** The tokens of the issuer that this one names. Nothing is believed of it yet: that issuer must verify it, or its keys. */
    private IssuedTokens issued(String token) {
        if (issuers.size() == 1) {
            return tokens.values().iterator().next();
        }
        ApiRequest.checkSyntax(token);
        Optional<UnverifiedJwt> jwt = UnverifiedJwt.parse(token);
        Optional<IssuedTokens> found =
                jwt.isPresent() ? Optional.ofNullable(tokens.get(jwt.get().claim("iss"))) : ofOpaque();
        return found.orElseThrow(() -> AccessTokenClaims.invalid("the token is from none of this API's issuers"));
    }

    private Optional<IssuedTokens> ofOpaque() {
        List<IssuedTokens> asked =
                tokens.values().stream().filter(IssuedTokens::areIntrospected).toList();
        return asked.size() == 1 ? Optional.of(asked.getFirst()) : Optional.empty();
    }

    private Refused withoutToken(ApiRequest request, Requirement requirement) {
        String scheme = possession.isRequired() ? "DPoP" : "Bearer";
        return new Refused(challenge(
                request, requirement, Optional.empty(), "send an access token: Authorization: " + scheme + " <token>"));
    }

    private Refused refused(ApiRequest request, Requirement requirement, OAuthException refusal) {
        return new Refused(challenge(request, requirement, Optional.of(refusal), refusal.description()));
    }

    private Challenge challenge(
            ApiRequest request, Requirement requirement, Optional<OAuthException> refusal, String description) {
        return new Challenge(
                audience,
                refusal.map(OAuthException::error),
                description,
                requirement,
                metadataLocation,
                possession.isRequired() || request.isByDpop() ? Scheme.DPOP : Scheme.BEARER,
                refusal.flatMap(possession::nonceAfter));
    }

    /**
     * What the API says of itself (RFC 9728 §2), to be served at {@link #metadataLocation()}.
     *
     * @param scopesSupported the permissions that a client may ask for
     */
    public ProtectedResourceMetadata metadata(Scope scopesSupported) {
        return new ProtectedResourceMetadata(
                audience, issuers, scopesSupported, Optional.empty(), Optional.empty(), possession.isRequired());
    }
}
