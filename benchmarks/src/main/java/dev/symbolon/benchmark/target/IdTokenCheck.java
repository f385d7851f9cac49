package dev.symbolon.benchmark.target;

import dev.symbolon.benchmark.load.WrongAnswer;
import dev.symbolon.protocol.jose.VerifiedJwt;
import java.time.Instant;

/** Checks an ID token down to its signature (OIDC Core §3.1.3.7, §3.3.2.11). */
final class IdTokenCheck {

    private final VerifiedJwt jwt;

    IdTokenCheck(Target target, String idToken) {
        this.jwt = Signatures.verify(target, "an ID token", idToken);
        require(
                jwt.issuer()
                        .filter(target.metadata().requiredString("issuer")::equals)
                        .isPresent(),
                "issuer");
        require(jwt.audience().contains(target.application().id()), "audience");
        require(jwt.expiresAt().filter(Instant.now()::isBefore).isPresent(), "expiry");
    }

    IdTokenCheck nonce(String expected) {
        require(jwt.claims().string("nonce").filter(expected::equals).isPresent(), "nonce");
        return this;
    }

    IdTokenCheck hash(String claim, String hashed) {
        String expected = jwt.algorithm().leftHalfHash(hashed);
        require(jwt.claims().string(claim).filter(expected::equals).isPresent(), claim);
        return this;
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new WrongAnswer("an ID token has the wrong " + what);
        }
    }
}
