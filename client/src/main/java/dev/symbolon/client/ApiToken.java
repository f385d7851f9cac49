package dev.symbolon.client;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import dev.symbolon.protocol.token.TokenResponse;
import java.time.Instant;
import java.util.Optional;

/**
 * An access token for one API, from the token endpoint. Keep it on the server.
 *
 * @param expiresAt when it ends by this machine's clock; absent if the provider did not say
 * @param scope what it may do: what was asked for, unless the provider said otherwise
 * @param details what was granted in detail for that API (RFC 9396 §7)
 */
public record ApiToken(
        AccessToken accessToken, Optional<Instant> expiresAt, Scope scope, AuthorizationDetails details) {

    /** @param asked what it may do if the provider says nothing of that */
    static ApiToken of(TokenResponse response, Scope asked, Instant now) {
        return new ApiToken(
                response.accessToken(),
                response.expiresIn().map(now::plus),
                response.scope().orElse(asked),
                response.authorizationDetails());
    }

    /** Whether it ends at that moment or before; never, if the provider did not say when it ends. */
    public boolean hasExpiredAt(Instant moment) {
        return expiresAt.filter(end -> !moment.isBefore(end)).isPresent();
    }
}
