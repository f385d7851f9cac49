package dev.symbolon.resourceserver;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a request needs besides a good token. Immutable; each method returns a changed copy.
 *
 * @param scope what must have been granted; may be empty
 * @param detailType of which something must have been granted in detail (RFC 9396 §9)
 * @param acrValues how the person must have signed in, by any of these ways; empty if it does not matter (RFC 9470 §3)
 * @param maxAge how long ago the person may have signed in at most (RFC 9470 §3)
 */
public record Requirement(Scope scope, Optional<String> detailType, List<String> acrValues, Optional<Duration> maxAge) {

    public Requirement {
        acrValues = List.copyOf(acrValues);
    }

    /** @param permissions all of them are needed; none means that any good token will do */
    public static Requirement of(String... permissions) {
        return of(Scope.of(permissions));
    }

    public static Requirement of(Scope scope) {
        return new Requirement(scope, Optional.empty(), List.of(), Optional.empty());
    }

    /** @param values of which the token's {@code acr} must be one, the best first */
    public Requirement withAcrValues(String... values) {
        return new Requirement(scope, detailType, List.of(values), maxAge);
    }

    /** @param age since {@code auth_time}; the clock skew of the options is allowed for */
    public Requirement withMaxAge(Duration age) {
        return new Requirement(scope, detailType, acrValues, Optional.of(age));
    }

    /**
     * @param type of which {@link Caller#details} must hold something; whether that covers the very request, for instance its amount, is for the
     *     API to compare
     */
    public Requirement withDetailType(String type) {
        return new Requirement(scope, Optional.of(type), acrValues, maxAge);
    }

    /** @throws OAuthException {@code insufficient_scope} or {@code insufficient_user_authentication} */
    void check(Caller caller, Instant now, Duration clockSkew) {
        if (!caller.scope().covers(scope)) {
            throw new OAuthException(
                    ErrorCode.INSUFFICIENT_SCOPE, "the token does not grant " + scope.minus(caller.scope()));
        }
        if (detailType.filter(type -> caller.details().ofType(type).isEmpty()).isPresent()) {
            throw new OAuthException(
                    ErrorCode.INSUFFICIENT_SCOPE,
                    "the token has no authorization_details of the type " + detailType.get());
        }
        if (!acrValues.isEmpty()
                && caller.signIn().acr().filter(acrValues::contains).isEmpty()) {
            throw insufficient("the person must sign in by other means");
        }
        if (maxAge.isPresent() && isTooLongAgo(caller, maxAge.get(), now.minus(clockSkew))) {
            throw insufficient("the person must have signed in within the last "
                    + maxAge.get().toSeconds() + " seconds");
        }
    }

    private static boolean isTooLongAgo(Caller caller, Duration age, Instant now) {
        return caller.signIn()
                .at()
                .filter(then -> !then.plus(age).isBefore(now))
                .isEmpty();
    }

    private static OAuthException insufficient(String detail) {
        return new OAuthException(ErrorCode.INSUFFICIENT_USER_AUTHENTICATION, detail);
    }
}
