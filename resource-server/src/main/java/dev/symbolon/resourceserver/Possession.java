package dev.symbolon.resourceserver;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.certificate.ClientCertificate;
import dev.symbolon.protocol.dpop.DpopNonces;
import dev.symbolon.protocol.dpop.DpopProof;
import dev.symbolon.protocol.dpop.DpopProofs;
import dev.symbolon.protocol.dpop.ProvenRequest;
import dev.symbolon.protocol.token.Confirmation;
import dev.symbolon.resourceserver.ApiRequest.Presented;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Holds the key that a request proves, by a proof or by the certificate of its connection, against the one that its token is bound
 * to (RFC 9449 §7, RFC 8705 §3).
 */
final class Possession {

    private final DpopPolicy policy;
    private final Optional<DpopNonces> nonces;
    private final DpopProofs proofs;

    Possession(DpopPolicy policy, InstantSource clock) {
        this.policy = policy;
        this.nonces = policy.nonceKey().map(key -> new KeyedNonces(key, clock));
        this.proofs = new DpopProofs(nonces, clock);
    }

    /** @throws OAuthException {@code invalid_token}, {@code invalid_dpop_proof} or {@code use_dpop_nonce} */
    void check(Confirmation bound, Presented presented, ApiRequest request) {
        if (!presented.scheme().equals(bound.tokenType())) {
            throw AccessTokenClaims.invalid(
                    bound.isBound()
                            ? "the token is bound to a key, and must not be used as a mere bearer token"
                            : "the token is bound to no key; send it as a bearer token");
        }
        checkCertificate(bound, request);
        if (bound.jkt().isPresent()) {
            DpopProof proof = proofs.accept(request.dpop(), proven(presented, request), nonces.isPresent());
            if (!bound.jkt().get().matches(proof.key())) {
                throw AccessTokenClaims.invalid("the token is bound to another key than the one that is proved");
            }
        } else if (policy.required()) {
            throw AccessTokenClaims.invalid("this API accepts tokens only that are bound to a key by DPoP");
        }
    }

    private static void checkCertificate(Confirmation bound, ApiRequest request) {
        if (bound.x5tS256().isEmpty()) {
            return;
        }
        ClientCertificate shown = request.certificate()
                .orElseThrow(() -> AccessTokenClaims.invalid(
                        "the token is bound to a certificate, and the connection shows none"));
        if (!bound.x5tS256().get().matches(shown.thumbprint())) {
            throw AccessTokenClaims.invalid("the token is bound to another certificate than the one that is shown");
        }
    }

    private static ProvenRequest proven(Presented presented, ApiRequest request) {
        try {
            return new ProvenRequest(
                    request.method(), URI.create(request.address()), Optional.of(new AccessToken(presented.token())));
        } catch (IllegalArgumentException e) {
            throw OAuthException.invalidRequest("the address of the request is malformed");
        }
    }

    boolean isRequired() {
        return policy.required();
    }

    /** A nonce for the next proof, if that is what is wrong with this one. */
    Optional<String> nonceAfter(OAuthException refusal) {
        return refusal.error() == ErrorCode.USE_DPOP_NONCE ? nonces.map(DpopNonces::next) : Optional.empty();
    }
}
