package dev.symbolon.server.http;

import java.net.InetAddress;

/**
 * A range of addresses in the notation of RFC 4632 §3.1, for instance {@code 10.0.0.0/8}.
 *
 * @param bits how many leading bits an address must have in common with it
 */
public record Network(InetAddress address, int bits) {

    public Network {
        if (bits < 0 || bits > address.getAddress().length * 8) {
            throw new IllegalArgumentException("no address has " + bits + " leading bits");
        }
    }

    /** @throws IllegalArgumentException if it is neither an address nor an address, a slash and a number of bits */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int bits = slash < 0 ? address.getAddress().length * 8 : Integer.parseInt(text.substring(slash + 1));
        return new Network(address, bits);
    }

    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] its = other.getAddress();
        if (mine.length != its.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >>> bit % 8;
            if ((mine[bit / 8] & mask) != (its[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + bits;
    }
}
