package dev.symbolon.protocol.dpop;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Where a request goes, without query and fragment and in one spelling, so that two spellings of one address are equal (RFC 9449
 * §4.3, RFC 3986 §6.2.2 and §6.2.3).
 */
record TargetUri(String normalized) {

    private static final String UNRESERVED = "-._~";

    /** @throws IllegalArgumentException if it is not an http or https address */
    static TargetUri of(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String authority = uri.getRawAuthority();
        if (!(scheme.equals("https") || scheme.equals("http")) || authority == null || authority.contains("@")) {
            throw new IllegalArgumentException("not an http or https address");
        }
        return new TargetUri(scheme + "://" + withoutUsualPort(scheme, authority.toLowerCase(Locale.ROOT))
                + withoutDots(withoutNeedlessEncoding(uri.getRawPath())));
    }

    private static String withoutUsualPort(String scheme, String authority) {
        String usual = scheme.equals("https") ? ":443" : ":80";
        if (authority.endsWith(usual)) {
            return authority.substring(0, authority.length() - usual.length());
        }
        return authority.endsWith(":") ? authority.substring(0, authority.length() - 1) : authority;
    }

    /** Decodes what need not be encoded, and writes the rest in capitals. */
    private static String withoutNeedlessEncoding(String path) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) != '%') {
                plain.append(path.charAt(i));
                continue;
            }
            char octet = (char) HexFormat.fromHexDigits(path, i + 1, i + 3);
            if (isUnreserved(octet)) {
                plain.append(octet);
            } else {
                plain.append(path.substring(i, i + 3).toUpperCase(Locale.ROOT));
            }
            i += 2;
        }
        return plain.toString();
    }

    private static boolean isUnreserved(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || UNRESERVED.indexOf(c) >= 0;
    }

    private static String withoutDots(String path) {
        Deque<String> segments = new ArrayDeque<>();
        String[] all = path.split("/", -1);
        for (int i = 1; i < all.length; i++) {
            boolean isLast = i == all.length - 1;
            switch (all[i]) {
                case "." -> addIf(isLast, segments);
                case ".." -> {
                    segments.pollLast();
                    addIf(isLast, segments);
                }
                default -> segments.addLast(all[i]);
            }
        }
        return "/" + String.join("/", segments);
    }

    private static void addIf(boolean isLast, Deque<String> segments) {
        if (isLast) {
            segments.addLast("");
        }
    }
}
