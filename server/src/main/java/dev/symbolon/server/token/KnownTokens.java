package dev.symbolon.server.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.jose.VerificationKeys;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.server.key.SigningKeys;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Access tokens whose signature has been verified, the last thousand of them: whoever asks for one token again and again pays for one
 * verification. Whether a token has expired or been revoked is none of its business, and with other keys it knows nothing.
 */
final class KnownTokens {

    private static final int MOST = 1_000;
    private static final Set<SigningAlgorithm> ALGORITHMS = EnumSet.allOf(SigningAlgorithm.class);

    private final SigningKeys keys;
    private final Cache<AccessToken, Known> known =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    KnownTokens(SigningKeys keys) {
        this.keys = keys;
    }

    /** @param keys those that have verified it */
    private record Known(VerificationKeys keys, VerifiedJwt jwt) {}

    /** The token, if one of the keys has signed it. */
    Optional<VerifiedJwt> verify(AccessToken token) {
        VerificationKeys current = keys.verification();
        Known before = known.getIfPresent(token);
        if (before != null && before.keys() == current) {
            return Optional.of(before.jwt());
        }
        if (current.verify(token.value(), ALGORITHMS) instanceof Verification.Valid(VerifiedJwt jwt)) {
            known.put(token, new Known(current, jwt));
            return Optional.of(jwt);
        }
        return Optional.empty();
    }
}
