package dev.symbolon.example.webapp.page;

import dev.symbolon.client.Check;
import dev.symbolon.client.CheckResult;
import dev.symbolon.client.FrontChannel.BrowserToken;
import dev.symbolon.client.Login;
import dev.symbolon.client.Tokens;
import dev.symbolon.client.VerifiedIdToken;
import dev.symbolon.example.webapp.page.Bridge.Comparison;
import dev.symbolon.example.webapp.page.Bridge.Side;
import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.AuthorizationCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what holds a sign-in together: the SDK's own report of its checks, and beside it the values that were compared. */
final class Bridges {

    private static final String BROWSER_TOKEN = "the browser’s ID token";
    private static final String BACK_TOKEN = "the token endpoint’s ID token";

    private final Login login;
    private final Optional<VerifiedIdToken> front;
    private final Optional<VerifiedIdToken> back;

    private Bridges(Login login) {
        this.login = login;
        this.front = login.frontChannel().idToken();
        this.back = login.tokens().flatMap(Tokens::idToken);
    }

    /** The six, in the order in which an answer is checked. */
    static List<Bridge> of(Login signIn) {
        Bridges bridges = new Bridges(signIn);
        return List.of(
                bridges.bridge("state", "The answer belongs to this browser and to this sign-in.", Check.STATE),
                bridges.bridge(
                        "iss",
                        "Everything comes from the provider that was asked.",
                        Check.ISSUER_PARAMETER,
                        Check.ISSUER),
                bridges.bridge("nonce", "The ID tokens were made for this sign-in and for no other.", Check.NONCE),
                bridges.bridge("c_hash", "The ID token and the code were issued together.", Check.C_HASH),
                bridges.bridge("at_hash", "The ID token and the access token were issued together.", Check.AT_HASH),
                bridges.bridge("sub", "Both halves are about the same person.", Check.SAME_PERSON));
    }

    private Bridge bridge(String name, String meaning, Check... checks) {
        List<Comparison> comparisons = login.checks().stream()
                .filter(result -> List.of(checks).contains(result.check()))
                .map(result -> new Comparison(result, sides(result)))
                .toList();
        return new Bridge(name, meaning, comparisons);
    }

    private List<Side> sides(CheckResult result) {
        if (result.outcome() != CheckResult.Outcome.PASSED) {
            return List.of();
        }
        return switch (result.part()) {
            case AUTHORIZATION_RESPONSE -> List.of();
            case FRONT_CHANNEL_ID_TOKEN ->
                ofToken(
                        result.check(),
                        BROWSER_TOKEN,
                        front,
                        login.frontChannel().browserToken().map(BrowserToken::accessToken));
            case TOKEN_ENDPOINT_ID_TOKEN ->
                ofToken(result.check(), BACK_TOKEN, back, login.tokens().map(Tokens::accessToken));
            case BOTH_ID_TOKENS ->
                Stream.concat(claim("sub", BROWSER_TOKEN, front).stream(), claim("sub", BACK_TOKEN, back).stream())
                        .toList();
        };
    }

    private List<Side> ofToken(
            Check check, String source, Optional<VerifiedIdToken> token, Optional<AccessToken> accessToken) {
        return switch (check) {
            case ISSUER -> claim("iss", source, token).stream().toList();
            case NONCE -> claim("nonce", source, token).stream().toList();
            case C_HASH ->
                hashes(
                        claim("c_hash", source, token),
                        "hash of the code, made here",
                        token,
                        login.frontChannel().code().map(AuthorizationCode::value));
            case AT_HASH ->
                hashes(
                        claim("at_hash", source, token),
                        "hash of the access token, made here",
                        token,
                        accessToken.map(AccessToken::value));
            default -> List.of();
        };
    }

    private static List<Side> hashes(
            Optional<Side> claimed, String source, Optional<VerifiedIdToken> token, Optional<String> hashed) {
        Optional<Side> made = token.flatMap(present ->
                hashed.map(value -> new Side(source, present.algorithm().leftHalfHash(value))));
        return Stream.concat(claimed.stream(), made.stream()).toList();
    }

    private static Optional<Side> claim(String name, String source, Optional<VerifiedIdToken> token) {
        return token.flatMap(present -> present.claims().string(name)).map(value -> new Side(source + " says", value));
    }
}
