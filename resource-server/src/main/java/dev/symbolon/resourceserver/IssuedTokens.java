package dev.symbolon.resourceserver;

import static dev.symbolon.resourceserver.AccessTokenClaims.invalid;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.jose.Verification.Invalid;
import dev.symbolon.protocol.jose.Verification.UnknownKey;
import dev.symbolon.protocol.jose.Verification.Valid;
import dev.symbolon.protocol.jose.VerificationKeys;
import dev.symbolon.protocol.jose.VerifiedJwt;
import java.time.Instant;
import java.util.Optional;

/** The access tokens of one issuer for one API: finds out who calls by them. */
final class IssuedTokens {

    private final ResourceServerOptions options;
    private final AccessTokenClaims claims;
    private final IssuerKeys keys;
    private final VerifiedTokens verifiedTokens;
    private final Optional<IntrospectedTokens> introspectedTokens;

    /** @param introspection as whom the issuer is asked about its tokens, if they are not verified here */
    IssuedTokens(
            Issuer issuer, Audience audience, ResourceServerOptions options, Optional<Introspection> introspection) {
        this.options = options;
        this.claims = new AccessTokenClaims(issuer, audience, options.profile(), options.clockSkew());
        this.keys = new IssuerKeys(issuer, options.keyRefresh(), options.clock());
        this.verifiedTokens = new VerifiedTokens(options.cachedTokens());
        this.introspectedTokens = introspection.map(settings -> new IntrospectedTokens(
                new IssuerIntrospection(issuer, settings, claims, options.clock()),
                settings.believed(),
                options.cachedTokens(),
                options.clock()));
    }

    /** Whether it can be told what an opaque token is worth. */
    boolean areIntrospected() {
        return introspectedTokens.isPresent();
    }

    /**
     * Who calls by the token; empty if nobody can tell at the moment.
     *
     * @throws OAuthException {@code invalid_token} or {@code invalid_request} if it is not good
     */
    Optional<Caller> caller(String token, Instant now) {
        if (introspectedTokens.isPresent()) {
            ApiRequest.checkSyntax(token);
            return introspectedTokens.get().find(token);
        }
        Optional<VerificationKeys> current = keys.current(now);
        Optional<Caller> known = current.flatMap(present -> verifiedTokens.find(token, present, now));
        return known.isPresent() ? known : verified(token, current, now);
    }

    private Optional<Caller> verified(String token, Optional<VerificationKeys> current, Instant now) {
        ApiRequest.checkSyntax(token);
        if (current.isEmpty()) {
            return Optional.empty();
        }
        return switch (current.get().verify(token, options.algorithms())) {
            case Valid(VerifiedJwt jwt) -> Optional.of(caller(token, jwt, current.get(), now));
            case Invalid(String reason) -> throw invalid(reason);
            case UnknownKey() -> verifiedWithNewKeys(token, now);
        };
    }

    private Optional<Caller> verifiedWithNewKeys(String token, Instant now) {
        Optional<VerificationKeys> refetched = keys.refetched();
        if (refetched.isEmpty()) {
            return Optional.empty();
        }
        return switch (refetched.get().verify(token, options.algorithms())) {
            case Valid(VerifiedJwt jwt) -> Optional.of(caller(token, jwt, refetched.get(), now));
            case Invalid(String reason) -> throw invalid(reason);
            case UnknownKey() -> throw invalid("the token is signed with a key that the issuer does not have");
        };
    }

    private Caller caller(String token, VerifiedJwt jwt, VerificationKeys verifiedWith, Instant now) {
        Caller caller = claims.check(jwt, now);
        verifiedTokens.remember(token, caller, verifiedWith, caller.expiresAt().plus(options.clockSkew()));
        return caller;
    }
}
