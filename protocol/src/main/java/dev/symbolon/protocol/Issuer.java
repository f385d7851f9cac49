package dev.symbolon.protocol;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.stream.Stream;

/**
 * The identifier of a provider (OIDC Core §2, {@code iss}; OIDC Discovery §3): an https address without query, fragment
 * or user information; http for this machine's loopback addresses only.
 *
 * @param value compared octet by octet
 */
public record Issuer(String value) {

    private static final int MOST_PORT = 65_535;

    /** @throws OAuthException {@code invalid_request} with the remedy if it cannot be an issuer */
    public static Issuer parse(String text) {
        URI uri = uri(text);
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw OAuthException.invalidRequest("the issuer must be an address such as https://id.example.org");
        }
        boolean secure = "https".equals(uri.getScheme());
        if (!secure && !("http".equals(uri.getScheme()) && Loopback.isLoopback(uri.getHost()))) {
            throw OAuthException.invalidRequest("the issuer must begin with https:// (http:// for localhost only)");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw OAuthException.invalidRequest("the issuer must have no query and no fragment");
        }
        if (uri.getPort() == 0
                || uri.getPort() > MOST_PORT
                || uri.getRawAuthority().endsWith(":")) {
            throw OAuthException.invalidRequest("the issuer must have a port from 1 to " + MOST_PORT + ", or none");
        }
        if (!uri.normalize().equals(uri) || hasDotSegment(uri)) {
            throw OAuthException.invalidRequest("the issuer must have no dot segments or empty segments in its path");
        }
        return new Issuer(text);
    }

    /** Also at the beginning, where there is nothing to go back from, and encoded. */
    private static boolean hasDotSegment(URI uri) {
        return Stream.of(uri.getPath().split("/")).anyMatch(segment -> segment.equals(".") || segment.equals(".."));
    }

    private static URI uri(String text) {
        if (text.length() > 255) {
            throw OAuthException.invalidRequest("the issuer must have at most 255 characters");
        }
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw OAuthException.invalidRequest("the issuer is not an address: " + e.getReason());
        }
    }

    /**
     * The address below the issuer, for instance {@code resolve("/userinfo")}; a slash at the issuer's end does not count
     * (OIDC Discovery §4).
     */
    public URI resolve(String path) {
        return URI.create(withoutSlash(value) + path);
    }

    /** The path of the issuer: empty, or beginning with a slash; a slash at the issuer's end does not count (RFC 8414 §3). */
    public String path() {
        return withoutSlash(URI.create(value).getRawPath());
    }

    private static String withoutSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** Whether the issuer is reached by TLS; only a loopback issuer is not. */
    public boolean isSecure() {
        return value.startsWith("https://");
    }

    /** Whether the issuer is on this very machine. */
    public boolean isLoopback() {
        return Loopback.isLoopback(URI.create(value).getHost());
    }

    @Override
    public String toString() {
        return value;
    }
}
