package dev.symbolon.server.configuration;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the provider's own requests may go.
 *
 * @param plainHttp whether http will do: for a loopback issuer alone
 * @param allowedNetworks networks that may be reached although they are not public
 * @param trustedCertificates a PEM file with certificates of authorities that are believed beside the usual ones
 */
public record OutboundSettings(boolean plainHttp, List<Network> allowedNetworks, Optional<Path> trustedCertificates) {

    public OutboundSettings {
        allowedNetworks = List.copyOf(allowedNetworks);
    }

    /** What holds if nothing is said: a provider on loopback may reach what else runs on this machine. */
    public static OutboundSettings usual(Issuer issuer) {
        List<Network> loopback = List.of(Network.parse("127.0.0.0/8"), Network.parse("::1"));
        return new OutboundSettings(issuer.isLoopback(), issuer.isLoopback() ? loopback : List.of(), Optional.empty());
    }
}
