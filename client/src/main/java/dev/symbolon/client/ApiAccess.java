package dev.symbolon.client;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Scope;
import java.util.Optional;

/**
 * What an access token is to be for: one of the APIs that the person has granted (RFC 8707 §2.2), and all that was granted for it, or
 * less (RFC 6749 §6).
 *
 * @param api the API, sent as {@code resource}
 * @param scope what the token is to be allowed; if absent, all that was granted for the API
 */
public record ApiAccess(Audience api, Optional<Scope> scope) {

    /**
     * All that was granted for the API.
     *
     * @param api as in {@link Registration#withResources}
     */
    public static ApiAccess to(String api) {
        return new ApiAccess(Audience.parse(api), Optional.empty());
    }

    /** @param scope a part of what was granted for the API, for instance {@code read:reports} */
    public ApiAccess limitedTo(String scope) {
        return new ApiAccess(api, Optional.of(Scope.parse(scope)));
    }
}
