package dev.symbolon.protocol.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.symbolon.protocol.JwkThumbprint;
import java.text.ParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One public key of a set: RSA with 2,048 to 8,192 bits and an exponent of at most 64, a NIST curve, or Ed25519. */
final class VerificationKey {

    private final JWK jwk;
    private final JWSVerifier verifier;

    private VerificationKey(JWK jwk, JWSVerifier verifier) {
        this.jwk = jwk;
        this.verifier = verifier;
    }

    /** The key, unless it is of a kind that verifies no signature here: such keys of a set are passed over (RFC 7517 §5). */
    static Optional<VerificationKey> parse(String text) {
        try {
            JWK jwk = JWK.parse(text).toPublicJWK();
            if (jwk == null || jwk.getKeyUse() != null && !jwk.getKeyUse().equals(KeyUse.SIGNATURE)) {
                return Optional.empty();
            }
            return Optional.ofNullable(verifier(jwk)).map(verifier -> new VerificationKey(jwk, verifier));
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable JWSVerifier verifier(JWK jwk) throws JOSEException {
        return switch (jwk) {
            case RSAKey rsa when isSound(rsa) -> new RSASSAVerifier(rsa);
            case ECKey ec -> new ECDSAVerifier(ec);
            case OctetKeyPair pair when pair.getCurve().equals(Curve.Ed25519) -> new Ed25519.Verifier(pair);
            default -> null;
        };
    }

    /** Long enough for its signatures to be worth something, and short enough for everybody else not to wait: an exponent costs by its length. */
    static boolean isSound(RSAKey rsa) {
        int modulus = rsa.getModulus().decodeToBigInteger().bitLength();
        int exponent = rsa.getPublicExponent().decodeToBigInteger().bitLength();
        return modulus >= 2048 && modulus <= 8192 && exponent <= 64;
    }

    JwkThumbprint thumbprint() {
        return thumbprint(jwk);
    }

    static JwkThumbprint thumbprint(JWK jwk) {
        try {
            return new JwkThumbprint(jwk.computeThumbprint().toString());
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    boolean isNamed(String keyId) {
        return keyId.equals(jwk.getKeyID());
    }

    boolean serves(SigningAlgorithm algorithm) {
        return verifier.supportedJWSAlgorithms().contains(algorithm.jws())
                && (jwk.getAlgorithm() == null || jwk.getAlgorithm().equals(algorithm.jws()));
    }

    boolean verifies(SigningAlgorithm algorithm, byte[] input, Base64URL signature) {
        try {
            return verifier.verify(new JWSHeader(algorithm.jws()), input, signature);
        } catch (JOSEException e) {
            return false;
        }
    }
}
