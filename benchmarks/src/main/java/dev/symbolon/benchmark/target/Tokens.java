package dev.symbolon.benchmark.target;

import dev.symbolon.benchmark.load.WrongAnswer;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.util.Optional;

/** What the token endpoint gave out (RFC 6749 §5.1, OIDC Core §3.1.3.3). */
public record Tokens(String accessToken, Optional<String> idToken, Optional<String> refreshToken) {

    /** Reads a response, whose expected members must all be there. */
    public static Tokens parse(String body) {
        try {
            JsonObject response = JsonObject.parse(body);
            if (!"Bearer".equalsIgnoreCase(response.requiredString("token_type"))) {
                throw new WrongAnswer("the token is of another type than Bearer");
            }
            if (response.number("expires_in").orElse(0L) <= 0) {
                throw new WrongAnswer("the token does not say how long it lives");
            }
            return new Tokens(
                    response.requiredString("access_token"),
                    response.string("id_token"),
                    response.string("refresh_token"));
        } catch (JsonException e) {
            throw new WrongAnswer("the token response: " + e.getMessage());
        }
    }

    void verify(Target target, String nonce) {
        String idTokenText = idToken.orElseThrow(() -> new WrongAnswer("the code yields no ID token"));
        new IdTokenCheck(target, idTokenText).nonce(nonce);
        AccessTokenCheck.verify(target, accessToken);
    }

    /** They do not print. */
    @Override
    public String toString() {
        return "Tokens";
    }
}
