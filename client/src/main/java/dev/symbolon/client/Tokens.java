package dev.symbolon.client;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.RefreshToken;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import dev.symbolon.protocol.token.TokenResponse;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What came from the token endpoint, from server to server. Keep it on the server.
 *
 * @param expiresAt when the access token ends by this machine's clock; absent if the provider did not say
 * @param scope what the access token may do: what was asked for, unless the provider said otherwise
 * @param details what was granted in detail; what was asked for, or a part of it (RFC 9396 §7)
 * @param idToken from the token endpoint, the latest one; absent for client credentials
 * @param apiTokens those of {@link OpenIdClient#withAccess} and {@link OpenIdClient#refresh(Login, ApiAccess)}, by what they are for; of more
 *     than 32 the one that was got first is forgotten
 */
public record Tokens(
        AccessToken accessToken,
        Optional<Instant> expiresAt,
        Scope scope,
        AuthorizationDetails details,
        Optional<RefreshToken> refreshToken,
        Optional<VerifiedIdToken> idToken,
        Map<ApiAccess, ApiToken> apiTokens) {

    private static final int MOST_API_TOKENS = 32;

    public Tokens {
        apiTokens = Collections.unmodifiableMap(new LinkedHashMap<>(apiTokens));
    }

    /** @param asked what the access token may do if the provider says nothing of that */
    static Tokens of(TokenResponse response, Scope asked, Optional<VerifiedIdToken> idToken, Instant now) {
        return new Tokens(
                response.accessToken(),
                response.expiresIn().map(now::plus),
                response.scope().orElse(asked),
                response.authorizationDetails(),
                response.refreshToken(),
                idToken,
                Map.of());
    }

    /** What a refresh has given, and of the rest what it has not. */
    Tokens renewed(TokenResponse response, Optional<VerifiedIdToken> fresh, Instant now) {
        return new Tokens(
                response.accessToken(),
                response.expiresIn().map(now::plus),
                response.scope().orElse(scope),
                response.authorizationDetails(),
                response.refreshToken().or(() -> refreshToken),
                fresh.or(() -> idToken),
                apiTokens);
    }

    /** The same with the access token of a refresh for one API: this one's own stays. */
    Tokens with(ApiAccess access, TokenResponse response, Optional<VerifiedIdToken> fresh, Instant now) {
        Map<ApiAccess, ApiToken> all = new LinkedHashMap<>(apiTokens);
        all.remove(access);
        while (all.size() >= MOST_API_TOKENS) {
            all.remove(all.keySet().iterator().next());
        }
        all.put(access, ApiToken.of(response, access.scope().orElse(scope), now));
        return new Tokens(
                accessToken,
                expiresAt,
                scope,
                details,
                response.refreshToken().or(() -> refreshToken),
                fresh.or(() -> idToken),
                all);
    }

    /** Whether the access token ends at that moment or before; never, if the provider did not say when it ends. */
    public boolean haveExpiredAt(Instant moment) {
        return expiresAt.filter(end -> !moment.isBefore(end)).isPresent();
    }
}
