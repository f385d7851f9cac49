package dev.symbolon.client;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.AuthorizationCode;
import dev.symbolon.protocol.Scope;
import java.time.Instant;
import java.util.Optional;

/**
 * What came through the browser. Its access token is for code that runs in the browser: it is not the one of the token endpoint,
 * ends sooner and may do less (OIDC Core §3.3.3.8).
 *
 * @param code redeemed already
 */
public record FrontChannel(
        Optional<AuthorizationCode> code, Optional<VerifiedIdToken> idToken, Optional<BrowserToken> browserToken) {

    /**
     * An access token that came through the browser.
     *
     * @param expiresAt by this machine's clock; absent if the provider did not say
     * @param scope what it may do: what was asked for, unless the provider said otherwise
     */
    public record BrowserToken(AccessToken accessToken, Optional<Instant> expiresAt, Scope scope) {}
}
