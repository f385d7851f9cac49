package dev.symbolon.protocol.certificate;

import dev.symbolon.protocol.CertificateThumbprint;
import dev.symbolon.protocol.OAuthException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The certificate whose key the peer of a connection has proved to hold (RFC 8705 §2). Nothing is said of who vouches for it.
 *
 * @param own its certificate
 * @param issuers those that it sent along, to lead to whoever is trusted
 */
public record ClientCertificate(X509Certificate own, List<X509Certificate> issuers) {

    private static final int MOST_CHARACTERS = 16_384;

    public ClientCertificate {
        issuers = List.copyOf(issuers);
    }

    /** What a connection tells: its own certificate comes first. */
    public static Optional<ClientCertificate> of(List<X509Certificate> chain) {
        return chain.stream().findFirst().map(own -> new ClientCertificate(own, chain.subList(1, chain.size())));
    }

    /**
     * Reads the header field in which a proxy that has ended TLS hands the certificate on: as base64 between colons (RFC 9440
     * §2.2), or in PEM with percent-encoding, as {@code $ssl_client_escaped_cert} of nginx. Believe it of your own proxy alone,
     * which must take away what anybody else writes there.
     *
     * @return empty if the field is, which means that the client has none
     * @throws OAuthException {@code invalid_request} if it is neither, or longer than 16,384 characters
     */
    public static Optional<ClientCertificate> parse(String field) {
        String text = field.strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.length() > MOST_CHARACTERS) {
            throw malformed();
        }
        try {
            return of(text.startsWith(":") ? List.of(octets(text)) : Pem.certificates(decoded(text)));
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static X509Certificate octets(String text) {
        if (text.length() < 2 || !text.endsWith(":")) {
            throw malformed();
        }
        return Pem.certificate(Base64.getDecoder().decode(text.substring(1, text.length() - 1)));
    }

    /** A plus is one here: it belongs to base64, and some proxies leave it as it is. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static OAuthException malformed() {
        return OAuthException.invalidRequest("the header field with the client's certificate is malformed");
    }

    public CertificateThumbprint thumbprint() {
        return CertificateThumbprint.of(own);
    }

    @Override
    public String toString() {
        return "ClientCertificate[" + thumbprint() + "]";
    }
}
