package dev.symbolon.protocol.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/** Ed25519 by the Java platform (RFC 8037 §3.1), which Nimbus has by another library alone. */
final class Ed25519 {

    private static final String NAME = "Ed25519";
    private static final int KEY_OCTETS = 32;
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

    /** What stands before the 32 octets of a key: the rest of its DER encoding (RFC 8410 §4, §7). */
    private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final byte[] PRIVATE_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private Ed25519() {}

    static OctetKeyPair generate(JWSAlgorithm algorithm) throws JOSEException {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(NAME).generateKeyPair();
            return new OctetKeyPair.Builder(Curve.Ed25519, key(pair.getPublic().getEncoded(), PUBLIC_PREFIX.length))
                    .d(key(pair.getPrivate().getEncoded(), PRIVATE_PREFIX.length))
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(algorithm)
                    .keyIDFromThumbprint()
                    .build();
        } catch (GeneralSecurityException e) {
            throw new JOSEException(e.getMessage(), e);
        }
    }

    private static Base64URL key(byte[] encoded, int from) {
        return Base64URL.encode(Arrays.copyOfRange(encoded, from, from + KEY_OCTETS));
    }

    private static byte[] encoded(byte[] prefix, Base64URL key) throws JOSEException {
        byte[] octets = key.decode();
        if (octets.length != KEY_OCTETS) {
            throw new JOSEException("an Ed25519 key has 32 octets");
        }
        return ByteBuffer.allocate(prefix.length + KEY_OCTETS)
                .put(prefix)
                .put(octets)
                .array();
    }

    private static JOSEException failed(GeneralSecurityException e) {
        return new JOSEException(e.getMessage(), e);
    }

    /** Signs with a private key. */
    static final class Signer extends BaseJWSProvider implements JWSSigner {

        private final PrivateKey key;

        Signer(OctetKeyPair pair) throws JOSEException {
            super(ALGORITHMS);
            try {
                this.key = KeyFactory.getInstance(NAME)
                        .generatePrivate(new PKCS8EncodedKeySpec(encoded(PRIVATE_PREFIX, pair.getD())));
            } catch (GeneralSecurityException e) {
                throw failed(e);
            }
        }

        @Override
        public Base64URL sign(JWSHeader header, byte[] input) throws JOSEException {
            try {
                Signature signature = Signature.getInstance(NAME);
                signature.initSign(key);
                signature.update(input);
                return Base64URL.encode(signature.sign());
            } catch (GeneralSecurityException e) {
                throw failed(e);
            }
        }
    }

    /** Verifies with a public key. */
    static final class Verifier extends BaseJWSProvider implements JWSVerifier {

        private final PublicKey key;

        Verifier(OctetKeyPair pair) throws JOSEException {
            super(ALGORITHMS);
            try {
                this.key = KeyFactory.getInstance(NAME)
                        .generatePublic(new X509EncodedKeySpec(encoded(PUBLIC_PREFIX, pair.getX())));
            } catch (GeneralSecurityException e) {
                throw failed(e);
            }
        }

        @Override
        public boolean verify(JWSHeader header, byte[] input, Base64URL signature) throws JOSEException {
            try {
                Signature verification = Signature.getInstance(NAME);
                verification.initVerify(key);
                verification.update(input);
                return verification.verify(signature.decode());
            } catch (GeneralSecurityException e) {
                throw failed(e);
            }
        }
    }
}
