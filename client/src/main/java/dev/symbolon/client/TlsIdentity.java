package dev.symbolon.client;

import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.certificate.CertifiedKey;
import dev.symbolon.protocol.certificate.Pem;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificate and private key by which the application shows in TLS who it is (RFC 8705). It is read once: make a new client when
 * the certificate is replaced.
 */
public final class TlsIdentity {

    private static final String PASSWORD = "of a key store in memory";

    private final SSLContext context;

    private TlsIdentity(SSLContext context) {
        this.context = context;
    }

    /** One that the application has set up itself: with its keys, and with whom it trusts. */
    public static TlsIdentity of(SSLContext context) {
        return new TlsIdentity(context);
    }

    /**
     * From PEM files; servers are trusted as Java usually does.
     *
     * @param certificates the application's own first, and those that lead to whoever vouches for it
     * @param privateKey RSA, EC or Ed25519, unencrypted, as PKCS #8
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if one does not hold what it must
     */
    public static TlsIdentity ofPem(Path certificates, Path privateKey) throws IOException {
        return of(context(keyStore(certificates, privateKey), PASSWORD.toCharArray(), new TrustManager[0]));
    }

    /**
     * From PEM files, for servers that no usual authority vouches for.
     *
     * @param trusted certificates of the authorities, or of the servers themselves, that are trusted alone
     */
    public static TlsIdentity ofPem(Path certificates, Path privateKey, Path trusted) throws IOException {
        return of(context(
                keyStore(certificates, privateKey), PASSWORD.toCharArray(), trusting(Pem.certificates(text(trusted)))));
    }

    /**
     * From a key store with one key; servers are trusted as Java usually does.
     *
     * @throws IllegalArgumentException if the password is not that of the key
     */
    public static TlsIdentity ofKeyStore(KeyStore keys, Secret password) {
        return of(context(keys, password.reveal().toCharArray(), new TrustManager[0]));
    }

    private static KeyStore keyStore(Path certificates, Path privateKey) throws IOException {
        return CertifiedKey.of(Pem.certificates(text(certificates)), text(privateKey))
                .toKeyStore(PASSWORD.toCharArray());
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private static SSLContext context(KeyStore keys, char[] password, TrustManager[] trust) {
        try {
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), trust.length == 0 ? null : trust, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the keys cannot be used: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] trusting(List<X509Certificate> certificates) {
        try {
            KeyStore store = emptyStore();
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("trusted-" + i, certificates.get(i));
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            return managers.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java platform has key stores", e);
        }
    }

    @SuppressWarnings("NullAway") // that is how a key store is made without a file
    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** An HTTP client that shows the certificate to whoever asks for it, and is like the other one otherwise. */
    HttpClient shownBy(HttpClient other) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .sslContext(context)
                .followRedirects(other.followRedirects())
                .version(other.version());
        other.connectTimeout().ifPresent(builder::connectTimeout);
        other.proxy().ifPresent(builder::proxy);
        other.authenticator().ifPresent(builder::authenticator);
        other.executor().ifPresent(builder::executor);
        return builder.build();
    }

    /** Nothing of the key. */
    @Override
    public String toString() {
        return "TlsIdentity";
    }
}
