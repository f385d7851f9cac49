package dev.symbolon.server.http;

import dev.symbolon.protocol.certificate.CertifiedKey;
import dev.symbolon.protocol.certificate.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How a listener does TLS.
 *
 * @param certificates a file with the listener's own certificate in PEM, and those that lead to whoever is trusted
 * @param privateKey a file with its key, in PEM and as PKCS #8
 * @param asksForCertificate whether clients are asked for certificates of theirs, which they need not have
 */
public record Tls(Path certificates, Path privateKey, boolean asksForCertificate) {

    /**
     * What the files hold now.
     *
     * @throws IOException if one cannot be read
     * @throws IllegalArgumentException if one does not hold what it must
     */
    public CertifiedKey read() throws IOException {
        return CertifiedKey.of(Pem.certificates(text(certificates)), text(privateKey));
    }

    /** Letters of other alphabets stand in comments at most. */
    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
