package dev.symbolon.client;

import dev.symbolon.client.CheckResult.Part;
import dev.symbolon.client.internal.SingleFlight;
import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.IdToken;
import dev.symbolon.protocol.RefreshToken;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.protocol.token.TokenResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Refreshes tokens, the newest refresh token of a login once at a time (OIDC Core §12). Who asks for the same at once shares one answer, and
 * who asks with an older copy of the login gets what was got meanwhile.
 */
final class Refresher {

    /** An access token that ends sooner is not worth an attempt. */
    private static final Duration TO_BE_OF_USE = Duration.ofSeconds(30);

    private final TokenEndpoint tokenEndpoint;
    private final IdTokens idTokens;
    private final InstantSource clock;
    private final Set<Check> skipped;
    private final SingleFlight<Wish, Tokens> flights;

    /** @param held the access token that is to be replaced */
    private record Wish(Rotation rotation, Optional<ApiAccess> access, Optional<AccessToken> held) {

        static Wish of(Login login, Optional<ApiAccess> access) {
            return new Wish(
                    login.rotation(),
                    access,
                    login.tokens().flatMap(tokens -> tokenOf(tokens, access)).map(ApiToken::accessToken));
        }

        /** What was got since by somebody else. */
        boolean isFulfilledBy(Tokens newest, Instant now) {
            return tokenOf(newest, access)
                    .filter(token -> held.filter(token.accessToken()::equals).isEmpty())
                    .filter(token -> !token.hasExpiredAt(now))
                    .isPresent();
        }
    }

    Refresher(TokenEndpoint tokenEndpoint, IdTokens idTokens, InstantSource clock, Set<Check> skipped) {
        this.tokenEndpoint = tokenEndpoint;
        this.idTokens = idTokens;
        this.clock = clock;
        this.skipped = skipped;
        this.flights = new SingleFlight<>();
    }

    /** The login with what it or a copy of it has got already, if that is of use, else refreshed. */
    Login withAccess(Login login, ApiAccess access) {
        Optional<ApiAccess> wanted = Optional.of(access);
        Login newest = login.rotation().newest().map(login::with).orElse(login);
        Instant soon = clock.instant().plus(TO_BE_OF_USE);
        boolean isHeld = newest.tokens()
                .flatMap(tokens -> tokenOf(tokens, wanted))
                .filter(token -> !token.hasExpiredAt(soon))
                .isPresent();
        return isHeld ? newest : refresh(newest, wanted);
    }

    Login refresh(Login login, Optional<ApiAccess> access) {
        if (login.tokens().isEmpty()) {
            throw nothingToRefreshWith();
        }
        Wish wish = Wish.of(login, access);
        return login.with(flights.call(wish, () -> login.rotation().advance(newest -> next(login, newest, wish))));
    }

    private Tokens next(Login login, Tokens newest, Wish wish) {
        Instant now = clock.instant();
        return wish.isFulfilledBy(newest, now) ? newest : refreshed(login, newest, wish.access());
    }

    private static Optional<ApiToken> tokenOf(Tokens tokens, Optional<ApiAccess> access) {
        return access.isPresent()
                ? access.map(tokens.apiTokens()::get)
                : Optional.of(new ApiToken(tokens.accessToken(), tokens.expiresAt(), tokens.scope(), tokens.details()));
    }

    private Tokens refreshed(Login login, Tokens old, Optional<ApiAccess> access) {
        RefreshToken token = old.refreshToken().orElseThrow(Refresher::nothingToRefreshWith);
        TokenResponse response = tokenEndpoint.refresh(token, access);
        Optional<VerifiedIdToken> idToken = response.idToken().map(fresh -> verified(fresh, login.idToken(), response));
        Instant now = clock.instant();
        return access.map(api -> old.with(api, response, idToken, now))
                .orElseGet(() -> old.renewed(response, idToken, now));
    }

    private static IllegalStateException nothingToRefreshWith() {
        return new IllegalStateException("the login has no refresh token; ask for the scope offline_access");
    }

    private VerifiedIdToken verified(IdToken token, VerifiedIdToken original, TokenResponse response) {
        VerifiedIdToken fresh = idTokens.verify(token, Part.TOKEN_ENDPOINT_ID_TOKEN, new Checks(skipped));
        if (!fresh.subject().equals(original.subject())) {
            throw new OpenIdFailure.Invalid(Reason.SUBJECT_MISMATCH, "the refreshed ID token is of another person");
        }
        refuseDifference("auth_time", Reason.AUTHENTICATION_TIME_MISMATCH, fresh.claims(), original.claims());
        refuseDifference("nonce", Reason.NONCE_MISMATCH, fresh.claims(), original.claims());
        refuseWrongHash(fresh, response);
        return fresh;
    }

    private static void refuseDifference(String claim, Reason reason, JsonObject fresh, JsonObject original) {
        boolean comparable = fresh.has(claim) && original.has(claim);
        if (comparable
                && !Objects.equals(
                        String.valueOf(fresh.members().get(claim)),
                        String.valueOf(original.members().get(claim)))) {
            throw new OpenIdFailure.Invalid(reason, "the refreshed ID token has another " + claim);
        }
    }

    private static void refuseWrongHash(VerifiedIdToken fresh, TokenResponse response) {
        try {
            String expected =
                    fresh.algorithm().leftHalfHash(response.accessToken().value());
            if (fresh.claims()
                    .string("at_hash")
                    .filter(hash -> !hash.equals(expected))
                    .isPresent()) {
                throw new OpenIdFailure.Invalid(
                        Reason.AT_HASH_MISMATCH, "at_hash is not the hash of the refreshed access token");
            }
        } catch (JsonException e) {
            throw new OpenIdFailure.Invalid(Reason.CLAIM_MALFORMED, e.getMessage());
        }
    }
}
