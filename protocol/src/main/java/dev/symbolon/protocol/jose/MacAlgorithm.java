package dev.symbolon.protocol.jose;

import dev.symbolon.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The algorithms that sign with a secret both sides know (RFC 7518 §3.2). They are kept apart from {@link SigningAlgorithm}, so
 * that a public key can never pass for a secret.
 */
public enum MacAlgorithm {
    HS256("HmacSHA256", 32),
    HS384("HmacSHA384", 48),
    HS512("HmacSHA512", 64);

    private final String mac;
    private final int octets;

    MacAlgorithm(String mac, int octets) {
        this.mac = mac;
        this.octets = octets;
    }

    /** The algorithm that is written so in a header, if it is one of these. */
    public static Optional<MacAlgorithm> find(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equals(name))
                .findFirst();
    }

    /** How long a secret must be, in octets. */
    public int shortestSecret() {
        return octets;
    }

    /** Whether the signature of a JWT in compact form is made by this algorithm with the secret; time does not tell how nearly. */
    public boolean verifies(String jwt, Secret secret) {
        int last = jwt.lastIndexOf('.');
        String right = signature(jwt.substring(0, Math.max(last, 0)), secret);
        return MessageDigest.isEqual(
                right.getBytes(StandardCharsets.US_ASCII),
                jwt.substring(last + 1).getBytes(StandardCharsets.UTF_8));
    }

    /** The signature of header and claims, in base64url (RFC 7515 §5.1). */
    public String signature(String input, Secret secret) {
        try {
            Mac hmac = Mac.getInstance(mac);
            hmac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), mac));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(hmac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + mac, e);
        }
    }
}
