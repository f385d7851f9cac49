package dev.symbolon.protocol.dpop;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.JwkThumbprint;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.jose.SelfSignedJwt;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a client shows with a request to prove that it holds a private key (RFC 9449 §4.2). The signature has been verified; whether
 * the proof is for the request at hand, {@link DpopProofs} says.
 *
 * @param key the thumbprint of the public key
 * @param algorithm that it is signed by
 * @param id that no other proof by this key has ({@code jti})
 * @param method of the request ({@code htm})
 * @param target of the request, without query and fragment ({@code htu})
 * @param nonce that the server gave out for it
 * @param accessTokenHash of the token that it is sent with ({@code ath})
 */
public record DpopProof(
        JwkThumbprint key,
        SigningAlgorithm algorithm,
        String id,
        String method,
        URI target,
        Instant issuedAt,
        Optional<String> nonce,
        Optional<String> accessTokenHash) {

    /** The {@code typ} of its header. */
    public static final String TYPE = "dpop+jwt";

    /** The header field that it comes in. */
    public static final String HEADER = "DPoP";

    /** The header field by which a server gives out a nonce (RFC 9449 §8). */
    public static final String NONCE_HEADER = "DPoP-Nonce";

    /** Those that sign proofs: asymmetric ones, as all that there are here. */
    public static final Set<SigningAlgorithm> ALGORITHMS =
            Collections.unmodifiableSet(EnumSet.allOf(SigningAlgorithm.class));

    private static final int MOST_ID_CHARACTERS = 512;

    /** @throws OAuthException {@code invalid_dpop_proof} with what is wrong */
    static DpopProof parse(String text) {
        SelfSignedJwt signed = SelfSignedJwt.verify(text, ALGORITHMS)
                .orElseThrow(() -> invalid(
                        "it must be a JWT, signed by the private key of the public jwk in its header, by one of "
                                + ALGORITHMS));
        if (!signed.jwt().type().equals(Optional.of(TYPE))) {
            throw invalid("its typ must be " + TYPE);
        }
        try {
            return of(signed.key(), signed.jwt());
        } catch (JsonException | IllegalArgumentException e) {
            throw invalid("it must have jti, htm, htu and iat as the standard has them");
        }
    }

    private static DpopProof of(JwkThumbprint key, VerifiedJwt jwt) {
        JsonObject claims = jwt.claims();
        String id = claims.requiredString("jti");
        if (id.isEmpty() || id.length() > MOST_ID_CHARACTERS) {
            throw invalid("its jti must have 1 to " + MOST_ID_CHARACTERS + " characters");
        }
        return new DpopProof(
                key,
                jwt.algorithm(),
                id,
                claims.requiredString("htm"),
                URI.create(claims.requiredString("htu")),
                jwt.issuedAt().orElseThrow(() -> invalid("it must have iat")),
                claims.string("nonce"),
                claims.string("ath"));
    }

    static OAuthException invalid(String what) {
        return new OAuthException(ErrorCode.INVALID_DPOP_PROOF, "the DPoP proof is not good: " + what);
    }
}
