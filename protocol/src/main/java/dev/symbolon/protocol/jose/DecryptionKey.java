package dev.symbolon.protocol.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.json.JsonObject;
import java.text.ParseException;
import java.util.Optional;

/** A private key that others encrypt JWTs for (RFC 7516). It does not print, and is safe for concurrent use. */
public final class DecryptionKey {

    /** What a key is made for. */
    public enum Kind {
        /** RSA with 2,048 bits, for RSA-OAEP-256. */
        RSA,
        /** The curve P-256, for ECDH-ES with and without a wrapped key. */
        EC;

        static Kind of(KeyManagementAlgorithm algorithm) {
            return algorithm == KeyManagementAlgorithm.RSA_OAEP_256 ? RSA : EC;
        }
    }

    private final JWK jwk;

    private DecryptionKey(JWK jwk) {
        this.jwk = jwk;
    }

    public static DecryptionKey generate(Kind kind) {
        try {
            return new DecryptionKey(
                    switch (kind) {
                        case RSA ->
                            new RSAKeyGenerator(2048)
                                    .keyUse(KeyUse.ENCRYPTION)
                                    .algorithm(KeyManagementAlgorithm.RSA_OAEP_256.jwe())
                                    .keyIDFromThumbprint(true)
                                    .generate();
                        case EC ->
                            new ECKeyGenerator(Curve.P_256)
                                    .keyUse(KeyUse.ENCRYPTION)
                                    .keyIDFromThumbprint(true)
                                    .generate();
                    });
        } catch (JOSEException e) {
            throw new IllegalStateException("no key can be made to decrypt with", e);
        }
    }

    /**
     * Reads a private JWK that {@link #toPrivateJwk} wrote.
     *
     * @throws IllegalArgumentException if it is not one
     */
    public static DecryptionKey parse(Secret privateJwk) {
        try {
            JWK jwk = JWK.parse(privateJwk.reveal());
            if (jwk.isPrivate() && KeyUse.ENCRYPTION.equals(jwk.getKeyUse())) {
                return new DecryptionKey(jwk);
            }
        } catch (ParseException e) {
            throw notADecryptionKey();
        }
        throw notADecryptionKey();
    }

    /** Has no cause: its message might hold a part of the key. */
    private static IllegalArgumentException notADecryptionKey() {
        return new IllegalArgumentException("not a private key to decrypt with");
    }

    /** The key identifier: the SHA-256 thumbprint of the public key (RFC 7638). */
    public String id() {
        return jwk.getKeyID();
    }

    public Kind kind() {
        return jwk instanceof RSAKey ? Kind.RSA : Kind.EC;
    }

    /** The key with its private part, for safekeeping. */
    public Secret toPrivateJwk() {
        return Secret.of(jwk.toJSONString());
    }

    /** The public key as a JWK with {@code kid} and {@code use} (RFC 7517 §4). */
    public JsonObject toPublicJwk() {
        return JsonObject.of(jwk.toPublicJWK().toJSONObject());
    }

    /** What was encrypted; empty if that cannot be had, for whatever reason. */
    Optional<String> decrypt(String encrypted) {
        try {
            JWEObject object = JWEObject.parse(encrypted);
            object.decrypt(decrypter());
            return Optional.of(object.getPayload().toString());
        } catch (ParseException | JOSEException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private JWEDecrypter decrypter() throws JOSEException {
        return switch (jwk) {
            case RSAKey rsa -> new RSADecrypter(rsa);
            case ECKey ec -> new ECDHDecrypter(ec);
            default -> throw new JOSEException("no key to decrypt with");
        };
    }

    @Override
    public String toString() {
        return "DecryptionKey[" + kind() + " " + id() + "]";
    }
}
