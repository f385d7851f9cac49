package dev.symbolon.protocol.jose;

import com.nimbusds.jose.JWEAlgorithm;
import java.util.Arrays;
import java.util.Optional;

/**
 * How the key of an encrypted JWT is brought to its recipient (RFC 7518 §4.1): by the recipient's public key. Those with a password,
 * a shared key, or the padding of PKCS #1 v1.5 are not among them.
 */
public enum KeyManagementAlgorithm {
    RSA_OAEP_256("RSA-OAEP-256"),
    ECDH_ES("ECDH-ES"),
    ECDH_ES_A128KW("ECDH-ES+A128KW"),
    ECDH_ES_A256KW("ECDH-ES+A256KW");

    private final String value;

    KeyManagementAlgorithm(String value) {
        this.value = value;
    }

    /** The {@code alg} of a header. */
    public String value() {
        return value;
    }

    /** The algorithm that is written so in a header, if it is one of these. */
    public static Optional<KeyManagementAlgorithm> find(String value) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.value().equals(value))
                .findFirst();
    }

    JWEAlgorithm jwe() {
        return JWEAlgorithm.parse(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
