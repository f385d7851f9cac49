package dev.symbolon.protocol.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The public keys of somebody that JWTs are encrypted for (RFC 7517 §5): RSA with 2,048 to 8,192 bits and an exponent of at most 64, or a NIST curve. Immutable. */
public final class EncryptionKeys {

    private static final int MOST_KEYS = 50;

    private final List<JWK> keys;

    private EncryptionKeys(List<JWK> keys) {
        this.keys = keys;
    }

    /**
     * Reads a JWK set. Keys that nothing is encrypted with here, those for signatures among them, are passed over, and so are those
     * beyond the fiftieth.
     *
     * @throws JsonException if {@code keys} is not a list of objects
     */
    public static EncryptionKeys of(JsonObject jwks) {
        return new EncryptionKeys(jwks.objects("keys").stream()
                .limit(MOST_KEYS)
                .flatMap(jwk -> parse(jwk.toString()).stream())
                .toList());
    }

    private static Optional<JWK> parse(String text) {
        try {
            JWK jwk = JWK.parse(text).toPublicJWK();
            boolean encrypts = jwk != null
                    && (jwk.getKeyUse() == null || jwk.getKeyUse().equals(KeyUse.ENCRYPTION))
                    && encrypter(jwk) != null;
            return encrypts ? Optional.of(jwk) : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable JWEEncrypter encrypter(JWK jwk) throws JOSEException {
        return switch (jwk) {
            case RSAKey rsa when VerificationKey.isSound(rsa) -> new RSAEncrypter(rsa);
            case ECKey ec -> new ECDHEncrypter(ec);
            default -> null;
        };
    }

    /** Whether one of the keys is for the algorithm. */
    public boolean serve(KeyManagementAlgorithm algorithm) {
        return find(algorithm).isPresent();
    }

    private Optional<JWK> find(KeyManagementAlgorithm algorithm) {
        return keys.stream().filter(jwk -> serves(jwk, algorithm)).findFirst();
    }

    private static boolean serves(JWK jwk, KeyManagementAlgorithm algorithm) {
        boolean isKind = jwk instanceof RSAKey == (algorithm == KeyManagementAlgorithm.RSA_OAEP_256);
        return isKind && (jwk.getAlgorithm() == null || jwk.getAlgorithm().equals(algorithm.jwe()));
    }

    /**
     * Encrypts a signed JWT for the owner of the keys (RFC 7519 §5.2).
     *
     * @return the compact form (RFC 7516 §7.1); empty if none of the keys is for the algorithm
     */
    public Optional<String> encrypt(String jwt, JweAlgorithms algorithms) {
        return find(algorithms.alg()).map(jwk -> encrypt(jwt, algorithms, jwk));
    }

    private static String encrypt(String jwt, JweAlgorithms algorithms, JWK jwk) {
        JWEHeader header = new JWEHeader.Builder(
                        algorithms.alg().jwe(), algorithms.enc().jwe())
                .contentType("JWT")
                .keyID(jwk.getKeyID())
                .build();
        JWEObject encrypted = new JWEObject(header, new Payload(jwt));
        try {
            JWEEncrypter encrypter = encrypter(jwk);
            if (encrypter == null) {
                throw new IllegalStateException("not a key to encrypt with");
            }
            encrypted.encrypt(encrypter);
            return encrypted.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("the JWT cannot be encrypted for the key " + jwk.getKeyID(), e);
        }
    }
}
