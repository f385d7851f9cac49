package dev.symbolon.server.configuration;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where clients show certificates, and whose (RFC 8705).
 *
 * @param atListener whether the listener of everybody asks for them, of browsers too
 * @param listener another one, for clients with certificates alone
 * @param certificateHeader in which trusted proxies hand them on
 * @param address under which clients with certificates reach the provider, if that is not the issuer's
 * @param clientAuthorities a PEM file with the certificates of those who vouch for clients
 */
public record MtlsSettings(
        boolean atListener,
        Optional<MtlsListener> listener,
        Optional<String> certificateHeader,
        Optional<URI> address,
        Optional<Path> clientAuthorities) {

    /** Nobody shows a certificate. */
    public static final MtlsSettings OFF =
            new MtlsSettings(false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** @param port 0 lets the system choose a free one */
    public record MtlsListener(String host, int port, TlsSettings tls) {}

    /** Where clients with certificates find an endpoint, if it is not where everybody does (RFC 8705 §5). */
    public Optional<URI> alias(URI endpoint) {
        return address.map(other -> URI.create(other + endpoint.getRawPath()));
    }

    public boolean isOn() {
        return atListener || listener.isPresent() || certificateHeader.isPresent();
    }
}
