package dev.symbolon.benchmark.target;

import dev.symbolon.benchmark.load.WrongAnswer;
import dev.symbolon.protocol.jose.VerifiedJwt;
import java.time.Instant;

/** Checks an access token down to its signature, if it is a JWT; an opaque one tells nothing. */
final class AccessTokenCheck {

    private AccessTokenCheck() {}

    static void verify(Target target, String accessToken) {
        if (accessToken.chars().filter(c -> c == '.').count() != 2) {
            return;
        }
        VerifiedJwt jwt = Signatures.verify(target, "an access token", accessToken);
        if (jwt.expiresAt().filter(Instant.now()::isBefore).isEmpty()) {
            throw new WrongAnswer("an access token has the wrong expiry");
        }
    }
}
