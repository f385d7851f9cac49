package dev.symbolon.server.http;

import dev.symbolon.protocol.Network;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.certificate.ClientCertificate;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The proxies that are believed when they say for whom they ask. A proxy must set {@code X-Forwarded-For}, or remove it and set
 * {@code Forwarded} (RFC 7239 §5.2). No header field says who we are: that is the configured issuer's to say.
 *
 * @param certificateField the header field in which they hand on the certificate of a client (RFC 9440 §2). They must take away
 *     what a client itself writes there
 */
public record TrustedProxies(List<Network> networks, Optional<String> certificateField) {

    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    /** Proxies that say nothing of certificates. */
    public TrustedProxies(List<Network> networks) {
        this(networks, Optional.empty());
    }

    public TrustedProxies {
        networks = List.copyOf(networks);
    }

    /**
     * Where a request came from: of the chain of addresses the last that is not a trusted proxy's.
     *
     * @param peer at the other end of the connection
     */
    public String origin(InetAddress peer, Headers headers) {
        InetAddress nearest = peer;
        for (String hop : hops(headers).reversed()) {
            Optional<InetAddress> next = address(hop);
            if (!trusts(nearest) || next.isEmpty()) {
                break;
            }
            nearest = next.get();
        }
        return text(nearest);
    }

    /**
     * The certificate that a client has shown. A proxy's own one is never a client's, and nobody but a proxy is believed in a
     * header field.
     *
     * @param peer at the other end of the connection
     * @param shown by the peer itself
     * @throws OAuthException {@code invalid_request} if the field is malformed, or there twice: then one may be the client's own
     */
    public Optional<ClientCertificate> certificate(InetAddress peer, List<X509Certificate> shown, Headers headers) {
        if (!trusts(peer)) {
            return ClientCertificate.of(shown);
        }
        List<String> fields = certificateField.map(headers::all).orElse(List.of());
        if (fields.size() > 1) {
            throw OAuthException.invalidRequest("the header field with the client's certificate is repeated");
        }
        return fields.stream().findFirst().flatMap(ClientCertificate::parse);
    }

    private boolean trusts(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static List<String> hops(Headers headers) {
        List<String> forwardedFor = elements(headers.all("X-Forwarded-For"));
        return forwardedFor.isEmpty()
                ? elements(headers.all("Forwarded")).stream()
                        .map(TrustedProxies::forParameter)
                        .toList()
                : forwardedFor;
    }

    private static List<String> elements(List<String> fields) {
        return fields.stream()
                .flatMap(field -> Arrays.stream(field.split(",", -1)))
                .map(String::trim)
                .toList();
    }

    private static String forParameter(String element) {
        return Arrays.stream(element.split(";"))
                .map(String::trim)
                .filter(pair -> pair.toLowerCase(Locale.ROOT).startsWith("for="))
                .findFirst()
                .map(pair -> pair.substring("for=".length()).replace("\"", ""))
                .orElse("");
    }

    /** The address of a hop, which may have a port; none if it is a name or hidden, for names are not looked up. */
    private static Optional<InetAddress> address(String hop) {
        try {
            return Optional.of(InetAddress.ofLiteral(withoutPort(hop)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String withoutPort(String hop) {
        if (hop.startsWith("[") && hop.indexOf(']') > 0) {
            return hop.substring(1, hop.indexOf(']'));
        }
        int colon = hop.indexOf(':');
        return colon > 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }

    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
