package dev.symbolon.server.client;

import dev.symbolon.protocol.jose.SigningAlgorithm;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How what an application is told is signed.
 *
 * @param idToken {@code id_token_signed_response_alg}
 * @param userinfo {@code userinfo_signed_response_alg}; absent means plain JSON (OIDC Core §5.3.2)
 * @param authorization {@code authorization_signed_response_alg}, where a signed answer is asked for (JARM §3)
 * @param introspection {@code introspection_signed_response_alg}, where a signed answer is asked for (RFC 9701 §6); absent means as
 *     ID tokens are
 */
public record ResponseSigning(
        SigningAlgorithm idToken,
        Optional<SigningAlgorithm> userinfo,
        SigningAlgorithm authorization,
        Optional<SigningAlgorithm> introspection) {

    /** RS256, which every client can verify, and userinfo as JSON (OIDC Registration §2, JARM §3). */
    public static final ResponseSigning DEFAULT =
            new ResponseSigning(SigningAlgorithm.RS256, Optional.empty(), SigningAlgorithm.RS256);

    /** Introspection is signed as ID tokens are. */
    public ResponseSigning(
            SigningAlgorithm idToken, Optional<SigningAlgorithm> userinfo, SigningAlgorithm authorization) {
        this(idToken, userinfo, authorization, Optional.empty());
    }

    /** All of them. */
    public Set<SigningAlgorithm> algorithms() {
        Set<SigningAlgorithm> algorithms = EnumSet.of(idToken, authorization);
        userinfo.ifPresent(algorithms::add);
        introspection.ifPresent(algorithms::add);
        return algorithms;
    }
}
