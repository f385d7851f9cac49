package dev.symbolon.protocol.jose;

import com.nimbusds.jose.JWSAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** The asymmetric signature algorithms (RFC 7518 §3.1). {@code none} and the symmetric ones are not among them. */
public enum SigningAlgorithm {
    RS256("SHA-256"),
    RS384("SHA-384"),
    RS512("SHA-512"),
    PS256("SHA-256"),
    PS384("SHA-384"),
    PS512("SHA-512"),
    ES256("SHA-256"),
    ES384("SHA-384"),
    ES512("SHA-512");

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
     * The hash that binds a code or an access token to an ID token: base64url of the left half of the hash of the ASCII
     * octets, by the hash function of this algorithm (OIDC Core §3.3.2.11, {@code c_hash} and {@code at_hash}).
     */
    public String leftHalfHash(String ascii) {
        try {
            byte[] hash = MessageDigest.getInstance(digest).digest(ascii.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, hash.length / 2));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + digest, e);
        }
    }

    JWSAlgorithm jws() {
        return JWSAlgorithm.parse(name());
    }
}
