package dev.symbolon.protocol.certificate;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/**
 * A private key with its certificate, by which somebody proves in TLS who it is.
 *
 * @param chain its own certificate, and those that lead to whoever is trusted
 */
public record CertifiedKey(List<X509Certificate> chain, PrivateKey key) {

    private static final Set<String> KINDS = Set.of("RSA", "EC", "EdDSA", "Ed25519");
    private static final byte[] SAMPLE = {1, 2, 3};

    public CertifiedKey {
        chain = List.copyOf(chain);
    }

    /**
     * Reads them from PEM (RFC 7468).
     *
     * @throws IllegalArgumentException with what is wrong with the key, if that is it
     */
    public static CertifiedKey of(List<X509Certificate> chain, String privateKey) {
        String kind = chain.getFirst().getPublicKey().getAlgorithm();
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException("must be of the kind RSA, EC or Ed25519");
        }
        CertifiedKey read = new CertifiedKey(chain, Pem.privateKey(privateKey, kind));
        if (!read.fits()) {
            throw new IllegalArgumentException(
                    "must hold the private key that belongs to the first certificate; this is another");
        }
        return read;
    }

    /** Whether what the key signs, the certificate verifies. */
    private boolean fits() {
        try {
            Signature signature = Signature.getInstance(algorithm());
            signature.initSign(key);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(own().getPublicKey());
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private String algorithm() {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "Ed25519";
        };
    }

    /** The certificate of the key itself. */
    public X509Certificate own() {
        return chain.getFirst();
    }

    /** A key store with this entry alone. */
    public KeyStore toKeyStore(char[] password) {
        try {
            KeyStore store = empty();
            store.setKeyEntry("own", key, password, chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java platform has key stores", e);
        }
    }

    @SuppressWarnings("NullAway") // that is how a key store is made without a file
    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "CertifiedKey[" + own().getSubjectX500Principal() + "]";
    }
}
