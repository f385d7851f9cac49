package dev.symbolon.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** Which certificate it is: the base64url of the SHA-256 of its DER form, 43 characters (RFC 8705 §3.1, {@code x5t#S256}). */
public record CertificateThumbprint(String value) {

    public static CertificateThumbprint of(X509Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new CertificateThumbprint(
                    Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        } catch (CertificateEncodingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a certificate that has no thumbprint", e);
        }
    }

    /** Whether it is the same certificate; compared in constant time. */
    public boolean matches(CertificateThumbprint other) {
        return MessageDigest.isEqual(
                value.getBytes(StandardCharsets.US_ASCII), other.value.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return value;
    }
}
