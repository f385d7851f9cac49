package dev.symbolon.protocol.jose;

import com.nimbusds.jose.JWSAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The asymmetric signature algorithms (RFC 7518 §3.1, RFC 8037 §3.1, RFC 9864 §2.2), named as in a header. {@code none} and the symmetric ones are
 * not among them.
 */
public enum SigningAlgorithm {
    RS256("SHA-256"),
    RS384("SHA-384"),
    RS512("SHA-512"),
    PS256("SHA-256"),
    PS384("SHA-384"),
    PS512("SHA-512"),
    ES256("SHA-256"),
    ES384("SHA-384"),
    ES512("SHA-512"),
    /** With the curve Ed25519, whose own hash function is SHA-512. */
    EdDSA("SHA-512"),
    /** The same, under the name that leaves no curve open (RFC 9864 §2.2). */
    Ed25519("SHA-512");

    private final String digest;

    SigningAlgorithm(String digest) {
        this.digest = digest;
    }

    /** The algorithm that is written so in a header, if it is one of these. */
    public static Optional<SigningAlgorithm> find(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equals(name))
                .findFirst();
    }

    /**
     * The hash that binds a code, an access token or a state to an ID token: base64url of the left half of the hash of its
     * octets, by the hash function of this algorithm (OIDC Core §3.3.2.11, {@code c_hash} and {@code at_hash}; FAPI 1 Advanced
     * §5.1.1, {@code s_hash}).
     */
    public String leftHalfHash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance(digest).digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, hash.length / 2));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + digest, e);
        }
    }

    JWSAlgorithm jws() {
        return JWSAlgorithm.parse(name());
    }
}
