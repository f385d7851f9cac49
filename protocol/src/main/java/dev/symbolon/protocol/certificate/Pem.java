package dev.symbolon.protocol.certificate;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and private keys in their textual form (RFC 7468). What stands around them is passed over. */
public final class Pem {

    /** The most that is read of one text. */
    public static final int MOST_CHARACTERS = 1 << 20;

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*+)-----END \\1-----");
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PRIVATE_KEY = "PRIVATE KEY";

    private Pem() {}

    private record Block(String label, String content) {

        byte[] octets() {
            return Base64.getMimeDecoder().decode(content);
        }
    }

    /**
     * The certificates of a text, in its order.
     *
     * @throws IllegalArgumentException if there is none, or one is malformed, as what the text must be
     */
    public static List<X509Certificate> certificates(String text) {
        List<X509Certificate> certificates = blocks(text).stream()
                .filter(block -> block.label().equals(CERTIFICATE))
                .map(block -> certificate(block.octets()))
                .toList();
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("must hold a certificate in PEM: BEGIN CERTIFICATE");
        }
        return certificates;
    }

    /** @throws IllegalArgumentException if it is not the DER form of a certificate */
    static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("holds a certificate that is malformed", e);
        }
    }

    /**
     * The one private key of a text (PKCS #8, RFC 5958).
     *
     * @param algorithm of the public key that it is to belong to: {@code RSA}, {@code EC} or {@code EdDSA}
     * @throws IllegalArgumentException if there is none of that kind, as what the text must be
     */
    public static PrivateKey privateKey(String text, String algorithm) {
        List<Block> keys = blocks(text).stream()
                .filter(block -> block.label().endsWith(PRIVATE_KEY))
                .toList();
        if (keys.size() != 1) {
            throw new IllegalArgumentException("must hold one private key in PEM: BEGIN PRIVATE KEY");
        }
        if (!keys.getFirst().label().equals(PRIVATE_KEY)) {
            throw new IllegalArgumentException("must hold the key unencrypted and as PKCS #8: BEGIN PRIVATE KEY; "
                    + "openssl pkcs8 -topk8 -nocrypt -in FILE makes it so");
        }
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(keys.getFirst().octets()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "must hold the private key of the certificate, of the kind " + algorithm, e);
        }
    }

    private static List<Block> blocks(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("must have at most " + MOST_CHARACTERS + " characters");
        }
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }
}
