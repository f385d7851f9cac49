package dev.symbolon.server.http.fetch;

import dev.symbolon.protocol.Network;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Where our own requests may go: by https, to the public internet and to the networks that the operator has named. So nobody
 * who registers an address can look behind our firewall (SSRF).
 *
 * @param plainHttp whether http will do too
 * @param allowed networks that may be reached although they are not public
 */
public record Reach(boolean plainHttp, List<Network> allowed, Names names) {

    /** Finds the addresses of a host. */
    @FunctionalInterface
    public interface Names {
        List<InetAddress> addresses(String host) throws UnknownHostException;
    }

    public Reach {
        allowed = List.copyOf(allowed);
    }

    public static Reach of(boolean plainHttp, List<Network> allowed) {
        return new Reach(plainHttp, allowed, host -> Arrays.asList(InetAddress.getAllByName(host)));
    }

    /** @throws FetchException if no request may be sent to such an address, whatever its host turns out to be */
    void check(URI uri) {
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        if (!secure && !(plainHttp && "http".equalsIgnoreCase(uri.getScheme()))) {
            throw new FetchException("the address does not begin with https://");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty() || uri.getRawUserInfo() != null) {
            throw new FetchException("the address must name a host, and nobody's user information");
        }
    }

    /**
     * The addresses of a host that may be connected to; a connection must go to one of these very addresses, since the next
     * answer of the name's owner may be another one.
     *
     * @throws UnknownHostException if there is none. It does not say whether there is such a host: strangers hear of it, and names
     *     of a private network are nobody else's business.
     */
    List<InetAddress> addresses(String host) throws UnknownHostException {
        List<InetAddress> reachable =
                known(host).stream().filter(this::mayReach).toList();
        if (reachable.isEmpty()) {
            throw new UnknownHostException("the host has no address in a network that may be reached");
        }
        return reachable;
    }

    private List<InetAddress> known(String host) {
        try {
            return names.addresses(host);
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    boolean mayReach(InetAddress address) {
        return !SpecialNetworks.contain(address) || allowed.stream().anyMatch(network -> network.contains(address));
    }
}
