package dev.symbolon.server.client.authentication;

import dev.symbolon.protocol.certificate.ClientCertificate;
import dev.symbolon.protocol.certificate.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Those who vouch for the certificates of clients (RFC 8705 §2.1), by paths as in RFC 5280 §6. Whether one of them has taken a
 * certificate back is not asked: a client whose key is lost is registered for another subject, or removed.
 */
public final class ClientAuthorities {

    private static final String FOR_CLIENTS = "1.3.6.1.5.5.7.3.2";
    private static final String FOR_EVERYTHING = "2.5.29.37.0";

    /** As many as Java takes in TLS; a proxy may hand on more. The time to look for a path grows with a power of their number. */
    private static final int MOST_ISSUERS = 7;

    private final Optional<Path> file;
    private volatile Present present;

    private record Present(List<X509Certificate> certificates, Set<TrustAnchor> anchors) {

        static Present of(List<X509Certificate> certificates) {
            return new Present(
                    certificates,
                    certificates.stream().map(ClientAuthorities::anchor).collect(Collectors.toSet()));
        }
    }

    /**
     * @param file with their certificates in PEM; without one nobody vouches for anybody
     * @throws IllegalArgumentException if there is no certificate in it
     * @throws UncheckedIOException if it cannot be read
     */
    public ClientAuthorities(Optional<Path> file) {
        this.file = file;
        this.present = read();
    }

    @SuppressWarnings("NullAway") // that is how an authority's names are left unconstrained
    private static TrustAnchor anchor(X509Certificate certificate) {
        return new TrustAnchor(certificate, null);
    }

    private Present read() {
        try {
            return file.isPresent()
                    ? Present.of(Pem.certificates(Files.readString(file.get(), StandardCharsets.ISO_8859_1)))
                    : Present.of(List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes them from the file again.
     *
     * @return whether they have changed
     * @throws RuntimeException as at the beginning; those of before stay then
     */
    public synchronized boolean renew() {
        Present now = read();
        if (now.certificates().equals(present.certificates())) {
            return false;
        }
        present = now;
        return true;
    }

    /** Whether there is anybody. */
    public boolean areThere() {
        return !present.anchors().isEmpty();
    }

    /** Whether a path of certificates that hold now leads from one of them to this one, which is for a client in TLS. */
    boolean vouchFor(ClientCertificate certificate, Instant now) {
        return areThere() && isForClients(certificate.own()) && leadTo(certificate, now);
    }

    private boolean leadTo(ClientCertificate certificate, Instant now) {
        try {
            List<X509Certificate> shown = new ArrayList<>();
            shown.add(certificate.own());
            certificate.issuers().stream().limit(MOST_ISSUERS).forEach(shown::add);
            X509CertSelector target = new X509CertSelector();
            target.setCertificate(certificate.own());
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(present.anchors(), target);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(shown)));
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Certificates of servers, for instance, are not: their keys lie elsewhere (RFC 5280 §4.2.1.3, §4.2.1.12). */
    private static boolean isForClients(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        if (usage != null && !usage[0]) {
            return false;
        }
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            return purposes == null || purposes.contains(FOR_CLIENTS) || purposes.contains(FOR_EVERYTHING);
        } catch (CertificateParsingException e) {
            return false;
        }
    }
}
