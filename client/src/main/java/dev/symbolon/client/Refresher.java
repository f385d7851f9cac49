package dev.symbolon.client;

import dev.symbolon.client.CheckResult.Part;
import dev.symbolon.client.internal.SingleFlight;
import dev.symbolon.protocol.IdToken;
import dev.symbolon.protocol.RefreshToken;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.protocol.token.TokenResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Refreshes tokens, each refresh token once at a time (OIDC Core §12). */
final class Refresher {

    private static final Duration SHARED = Duration.ofSeconds(10);

    private final TokenEndpoint tokenEndpoint;
    private final IdTokens idTokens;
    private final InstantSource clock;
    private final Set<Check> skipped;
    private final SingleFlight<RefreshToken, Tokens> flights;

    Refresher(TokenEndpoint tokenEndpoint, IdTokens idTokens, InstantSource clock, Set<Check> skipped) {
        this.tokenEndpoint = tokenEndpoint;
        this.idTokens = idTokens;
        this.clock = clock;
        this.skipped = skipped;
        this.flights = new SingleFlight<>(SHARED, clock);
    }

    Login refresh(Login login) {
        Tokens old = login.tokens().orElseThrow(Refresher::nothingToRefreshWith);
        RefreshToken token = old.refreshToken().orElseThrow(Refresher::nothingToRefreshWith);
        return login.with(flights.call(token, () -> refreshed(login, old, token)));
    }

    private static IllegalStateException nothingToRefreshWith() {
        return new IllegalStateException("the login has no refresh token; ask for the scope offline_access");
    }

    private Tokens refreshed(Login login, Tokens old, RefreshToken token) {
        TokenResponse response = tokenEndpoint.refresh(token);
        Optional<VerifiedIdToken> idToken = response.idToken().map(fresh -> verified(fresh, login.idToken(), response));
        return new Tokens(
                response.accessToken(),
                response.expiresIn().map(clock.instant()::plus),
                response.scope().orElse(old.scope()),
                response.authorizationDetails(),
                response.refreshToken().or(() -> Optional.of(token)),
                idToken.or(old::idToken));
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
