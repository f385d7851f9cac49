package dev.symbolon.benchmark.target;

import dev.symbolon.benchmark.load.WrongAnswer;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.jose.VerifiedJwt;
import java.util.EnumSet;

/** Verifies signatures by the provider's published keys. */
final class Signatures {

    private Signatures() {}

    static VerifiedJwt verify(Target target, String what, String jwt) {
        return switch (target.keys().verify(jwt, EnumSet.allOf(SigningAlgorithm.class))) {
            case Verification.Valid(VerifiedJwt verified) -> verified;
            case Verification.UnknownKey() -> throw new WrongAnswer(what + " is signed by an unknown key");
            case Verification.Invalid(String reason) -> throw new WrongAnswer(what + ": " + reason);
        };
    }
}
