package dev.symbolon.client;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.RefreshToken;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import java.time.Instant;
import java.util.Optional;

/**
 * What came from the token endpoint, from server to server. Keep it on the server.
 *
 * @param expiresAt when the access token ends by this machine's clock; absent if the provider did not say
 * @param scope what the access token may do: what was asked for, unless the provider said otherwise
 * @param details what was granted in detail; what was asked for, or a part of it (RFC 9396 §7)
 * @param idToken from the token endpoint, the latest one; absent for client credentials
 */
public record Tokens(
        AccessToken accessToken,
        Optional<Instant> expiresAt,
        Scope scope,
        AuthorizationDetails details,
        Optional<RefreshToken> refreshToken,
        Optional<VerifiedIdToken> idToken) {

    /** Whether the access token ends at that moment or before; never, if the provider did not say when it ends. */
    public boolean haveExpiredAt(Instant moment) {
        return expiresAt.filter(end -> !moment.isBefore(end)).isPresent();
    }
}
