package dev.symbolon.server.http.fetch;

import dev.symbolon.protocol.Network;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Addresses that are not of the public internet: this machine, private and shared networks, links, groups, documentation, and
 * those that stand for other addresses (the registries of RFC 6890).
 */
final class SpecialNetworks {

    private static final List<Network> V4 = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** All that is assigned for use in the open internet so far; local, mapped and translated addresses are outside of it. */
    private static final Network GLOBAL_V6 = Network.parse("2000::/3");

    private static final List<Network> V6 = networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private SpecialNetworks() {}

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::parse).toList();
    }

    /** An IPv4 address in the form of IPv6 is judged as what it is: Java makes no difference between the two. */
    static boolean contain(InetAddress address) {
        if (address instanceof Inet6Address) {
            return !GLOBAL_V6.contains(address) || anyContains(V6, address);
        }
        return anyContains(V4, address);
    }

    private static boolean anyContains(List<Network> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
