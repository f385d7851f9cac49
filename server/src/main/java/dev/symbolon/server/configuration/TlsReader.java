package dev.symbolon.server.configuration;

import dev.symbolon.protocol.certificate.CertifiedKey;
import dev.symbolon.protocol.certificate.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Reads with which certificate a listener does TLS, and whether its files hold what they must. */
record TlsReader(Section section) {

    private static final String CERTIFICATE = "certificate-file";
    private static final String KEY = "key-file";

    Optional<TlsSettings> read() {
        if (section.has(CERTIFICATE) != section.has(KEY)) {
            String missing = section.has(CERTIFICATE) ? KEY : CERTIFICATE;
            section.refuse(missing, "is missing: TLS needs a certificate and its key");
        }
        Optional<Path> certificateFile = section.file(CERTIFICATE);
        Optional<Path> keyFile = section.file(KEY);
        Optional<List<X509Certificate>> chain = certificateFile.flatMap(file -> certificates(CERTIFICATE, file));
        Optional<String> key = keyFile.flatMap(file -> content(KEY, file));
        return chain.isPresent() && key.isPresent() && belongsTo(chain.get(), key.get())
                ? Optional.of(new TlsSettings(certificateFile.get(), keyFile.get()))
                : Optional.empty();
    }

    /** The certificates of a file; that there are none is noted as a problem. */
    Optional<List<X509Certificate>> certificates(String name, Path file) {
        return content(name, file).flatMap(text -> {
            try {
                return Optional.of(Pem.certificates(text));
            } catch (IllegalArgumentException e) {
                section.refuse(name, String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        });
    }

    private boolean belongsTo(List<X509Certificate> chain, String key) {
        try {
            CertifiedKey.of(chain, key);
            return true;
        } catch (IllegalArgumentException e) {
            section.refuse(KEY, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private Optional<String> content(String name, Path file) {
        try {
            if (Files.size(file) <= Pem.MOST_CHARACTERS) {
                return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
            section.refuse(name, "is longer than " + Pem.MOST_CHARACTERS + " octets");
        } catch (IOException e) {
            section.refuse(name, "cannot be read");
        }
        return Optional.empty();
    }
}
