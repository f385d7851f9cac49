package dev.symbolon.server.configuration;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * The IP addresses that begin alike (CIDR, RFC 4632 §3.1), for instance {@code 10.0.0.0/8}, {@code ::1} or {@code fd00::/8}.
 *
 * @param address the first of them
 * @param prefix how many bits they share
 */
public record Network(InetAddress address, int prefix) {

    /** @throws IllegalArgumentException with the remedy if it is neither an address nor a network; names are not looked up */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
        int bits = address.getAddress().length * 8;
        int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1), bits);
        return new Network(address, prefix);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be an IP address or a network such as 10.0.0.0/8", e);
        }
    }

    private static int prefix(String text, int bits) {
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > bits) {
            throw new IllegalArgumentException("must end with /0 to /" + bits);
        }
        return Integer.parseInt(text);
    }

    public boolean contains(InetAddress other) {
        byte[] one = address.getAddress();
        byte[] two = other.getAddress();
        return one.length == two.length && Arrays.equals(masked(one), masked(two));
    }

    private byte[] masked(byte[] octets) {
        byte[] masked = octets.clone();
        for (int i = 0; i < masked.length; i++) {
            int kept = Math.clamp(prefix - i * 8L, 0, 8);
            masked[i] &= (byte) (0xff << (8 - kept));
        }
        return masked;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}
