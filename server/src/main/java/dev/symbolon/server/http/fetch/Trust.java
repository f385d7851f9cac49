package dev.symbolon.server.http.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Whose certificates are believed: those of the authorities that Java knows, and of some more.
 *
 * @param more certificates of other authorities, for instance of the company's own
 */
public record Trust(List<X509Certificate> more) {

    public static final Trust USUAL = new Trust(List.of());

    public Trust {
        more = List.copyOf(more);
    }

    /**
     * The usual authorities, and those whose certificates are in a PEM file.
     *
     * @throws IllegalArgumentException if there is none in it
     */
    public static Trust andOf(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            List<X509Certificate> more = CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (more.isEmpty()) {
                throw new IllegalArgumentException("there is no certificate in " + file);
            }
            return new Trust(more);
        } catch (IOException | CertificateException e) {
            throw new IllegalArgumentException("there is no certificate in " + file, e);
        }
    }

    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(everybody()).getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    private KeyStore everybody() throws GeneralSecurityException, IOException {
        KeyStore all = empty();
        int i = 0;
        for (Certificate certificate : more) {
            all.setCertificateEntry("more-" + i++, certificate);
        }
        for (TrustManager manager : usual().getTrustManagers()) {
            if (manager instanceof X509TrustManager known) {
                for (Certificate certificate : known.getAcceptedIssuers()) {
                    all.setCertificateEntry("usual-" + i++, certificate);
                }
            }
        }
        return all;
    }

    @SuppressWarnings("NullAway") // that is how a key store is made without a file
    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    @SuppressWarnings("NullAway") // that is how the authorities are asked for that Java knows
    private static TrustManagerFactory usual() throws GeneralSecurityException {
        TrustManagerFactory usual = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        usual.init((KeyStore) null);
        return usual;
    }

    private static TrustManagerFactory managers(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return managers;
    }
}
