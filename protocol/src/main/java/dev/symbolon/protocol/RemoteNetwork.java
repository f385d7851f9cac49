package dev.symbolon.protocol;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Where a request comes from, as coarse as one household: an IPv4 address, or the first half of an IPv6 address. */
public record RemoteNetwork(String value) {

    public static RemoteNetwork of(String remoteAddress) {
        try {
            InetAddress address = InetAddress.ofLiteral(remoteAddress);
            return address instanceof Inet6Address
                    ? new RemoteNetwork(HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), 8)))
                    : new RemoteNetwork(address.getHostAddress());
        } catch (IllegalArgumentException e) {
            return new RemoteNetwork(remoteAddress);
        }
    }
}
