package dev.symbolon.client;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.IdToken;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has signed in, and everything that proves it has been checked.
 *
 * @param idToken the ID token to go by: the token endpoint's, else the one that came through the browser
 * @param frontChannel what came through the browser
 * @param tokens what came from the token endpoint, if there was a code
 * @param at when it was finished, by this machine's clock; a refresh changes nothing of it
 * @param checks what was checked and what was skipped, in order
 * @param returnTo the page that the application wanted to show after the login
 * @param rotation what this login and all that come of it by a refresh have in common
 */
public record Login(
        Issuer issuer,
        VerifiedIdToken idToken,
        FrontChannel frontChannel,
        Optional<Tokens> tokens,
        Instant at,
        List<CheckResult> checks,
        LocalPath returnTo,
        Rotation rotation) {

    public Login {
        checks = List.copyOf(checks);
    }

    /** The person. Unique only together with the issuer. */
    public Subject subject() {
        return idToken.subject();
    }

    /** What both ID tokens say; where they differ, the token endpoint's counts. */
    public JsonObject claims() {
        JsonObject front = frontChannel.idToken().map(VerifiedIdToken::claims).orElse(JsonObject.empty());
        return front.with(idToken.claims());
    }

    /** The person's {@code name}, else {@code preferred_username}, else {@code email}, else {@code sub}; for display only. */
    public String displayName() {
        Map<String, @Nullable Object> claims = claims().members();
        return Stream.of("name", "preferred_username", "email")
                .map(claims::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst()
                .orElse(subject().value());
    }

    /** Which session of the provider it is ({@code sid}), if the provider says so. */
    public Optional<String> sessionId() {
        return Optional.ofNullable(claims().members().get("sid"))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /**
     * The access token for an API that {@link OpenIdClient#withAccess} has got.
     *
     * @throws IllegalStateException if this login holds none
     */
    public AccessToken accessToken(ApiAccess access) {
        return tokens.map(Tokens::apiTokens)
                .flatMap(held -> Optional.ofNullable(held.get(access)))
                .map(ApiToken::accessToken)
                .orElseThrow(() -> new IllegalStateException("the login holds no access token for " + access));
    }

    /** The hint that tells the provider whose session to end. */
    public IdToken logoutHint() {
        return idToken.token();
    }

    /** The same login with tokens that were refreshed. */
    Login with(Tokens refreshed) {
        return new Login(
                issuer,
                refreshed.idToken().orElse(idToken),
                frontChannel,
                Optional.of(refreshed),
                at,
                checks,
                returnTo,
                rotation);
    }
}
