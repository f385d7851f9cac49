package dev.symbolon.server.http.jetty;

import dev.symbolon.protocol.certificate.CertifiedKey;
import dev.symbolon.server.http.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyStore;
import java.security.cert.CRL;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** What a listener proves its name with, as long as its files say so, and the TLS that is spoken with it. */
final class TlsCertificate {

    private static final String PASSWORD = "of a key store in memory";

    /** What every client of these years can do, with forward secrecy and authenticated encryption alone (RFC 9325 §4.2). */
    private static final String[] SUITES = {
        "TLS_AES_128_GCM_SHA256",
        "TLS_AES_256_GCM_SHA384",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
    };

    private final Tls tls;
    private final Contexts contexts = new Contexts();
    private CertifiedKey present;

    TlsCertificate(Tls tls) {
        this.tls = tls;
        this.present = read();
        contexts.setWantClientAuth(tls.asksForCertificate());
        contexts.setRenegotiationAllowed(false);
        contexts.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        contexts.setExcludeCipherSuites();
        contexts.setIncludeCipherSuites(SUITES);
        contexts.setKeyStorePassword(PASSWORD);
        contexts.setKeyStore(store(present));
    }

    SslContextFactory.Server contexts() {
        return contexts;
    }

    private CertifiedKey read() {
        try {
            return tls.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyStore store(CertifiedKey key) {
        return key.toKeyStore(PASSWORD.toCharArray());
    }

    /** Uses what the files hold now, if that is something else. */
    synchronized boolean renew() {
        CertifiedKey now = read();
        if (now.chain().equals(present.chain())) {
            return false;
        }
        try {
            contexts.reload(factory -> factory.setKeyStore(store(now)));
        } catch (Exception e) {
            throw new IllegalArgumentException("the certificate cannot be used: " + e.getMessage(), e);
        }
        present = now;
        return true;
    }

    /** Asks for certificates of whomever. */
    private static final class Contexts extends SslContextFactory.Server {

        @Override
        protected TrustManager[] getTrustManagers(@Nullable KeyStore store, @Nullable Collection<? extends CRL> lists) {
            return new TrustManager[] {new AnyClient()};
        }
    }
}
