package dev.symbolon.protocol;

import java.net.InetAddress;

/**
 * A range of IP addresses (CIDR, RFC 4632 §3.1), for instance {@code 10.0.0.0/8}, {@code fd00::/8} or {@code 127.0.0.1}.
 *
 * @param bits how many leading bits an address must have in common with it
 */
public record Network(InetAddress address, int bits) {

    public Network {
        if (bits < 0 || bits > address.getAddress().length * 8) {
            throw new IllegalArgumentException("no address has " + bits + " leading bits");
        }
    }

    /** @throws OAuthException {@code invalid_request} if it is neither an address nor a range; names are not looked up */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
        int most = address.getAddress().length * 8;
        return new Network(address, slash < 0 ? most : bits(text.substring(slash + 1), most));
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw OAuthException.invalidRequest("a network must be an IP address, or a range such as 10.0.0.0/8");
        }
    }

    private static int bits(String text, int most) {
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > most) {
            throw OAuthException.invalidRequest("a network must end with /0 to /" + most);
        }
        return Integer.parseInt(text);
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
