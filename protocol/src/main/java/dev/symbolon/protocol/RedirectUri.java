package dev.symbolon.protocol;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where an authorization response may go (RFC 6749 §3.1.2): an absolute address without a fragment, in plain ASCII.
 *
 * <p>It is compared octet by octet (RFC 9700 §2.1). What could be read in two ways (user information, backslashes, dot
 * segments, encoded slashes and dots) is refused here already, and so is a scheme that runs in the browser itself.
 *
 * @param value the address as registered
 */
public record RedirectUri(String value) {

    private static final int MOST_CHARACTERS = 2048;
    private static final Set<String> FORBIDDEN_SCHEMES = Set.of(
            "javascript",
            "data",
            "vbscript",
            "file",
            "about",
            "blob",
            "filesystem",
            "view-source",
            "ws",
            "wss",
            "ftp",
            "mailto",
            "tel",
            "urn",
            "jar",
            "intent");

    /** @throws OAuthException {@code invalid_request} with the reason if it cannot be a redirect URI */
    public static RedirectUri parse(String text) {
        URI uri = uri(text);
        if (!uri.isAbsolute() || uri.isOpaque()) {
            throw refused("must be absolute, such as https://app.example.org/callback");
        }
        if (uri.getRawFragment() != null) {
            throw refused("must have no fragment");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (FORBIDDEN_SCHEMES.contains(scheme)) {
            throw refused("must not use the scheme " + scheme);
        }
        if (isWeb(scheme) && (uri.getHost() == null || uri.getHost().isEmpty())) {
            throw refused("must name a host");
        }
        if (uri.getRawAuthority() != null && uri.getRawAuthority().indexOf('@') >= 0) {
            throw refused("must have no user information");
        }
        if (isAmbiguous(uri.getRawPath())) {
            throw refused("must have no dot segments, empty segments, or encoded slashes or dots in its path");
        }
        return new RedirectUri(text);
    }

    private static URI uri(String text) {
        if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
            throw refused("must have 1 to " + MOST_CHARACTERS + " characters");
        }
        if (!Characters.ADDRESS.makeUp(text)) {
            throw refused("must be printable ASCII without spaces or backslashes");
        }
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw refused("is not an address: " + e.getReason());
        }
    }

    private static boolean isAmbiguous(String rawPath) {
        String path = rawPath.toLowerCase(Locale.ROOT);
        if (path.contains("//")
                || path.contains("%2f")
                || path.contains("%5c")
                || path.contains("%2e")
                || path.contains("%25")) {
            return true;
        }
        for (String segment : path.split("/")) {
            String name = segment.indexOf(';') < 0 ? segment : segment.substring(0, segment.indexOf(';'));
            if (name.equals(".") || name.equals("..")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWeb(String scheme) {
        return scheme.equals("http") || scheme.equals("https");
    }

    private static OAuthException refused(String reason) {
        return OAuthException.invalidRequest("redirect_uri " + reason);
    }

    public URI uri() {
        return URI.create(value);
    }

    /** Whether it is http or https to this machine itself (RFC 8252 §7.3). */
    public boolean isLoopback() {
        return !isCustomScheme() && Loopback.isLoopback(uri().getHost());
    }

    /** Whether it is neither http nor https but an application's own scheme (RFC 8252 §7.1). */
    public boolean isCustomScheme() {
        return !isWeb(uri().getScheme().toLowerCase(Locale.ROOT));
    }

    /** Whether it travels unencrypted to another machine. */
    public boolean isInsecure() {
        return uri().getScheme().equalsIgnoreCase("http") && !isLoopback();
    }

    /** Where the browser will go, as a content security policy names it: {@code https://app.example.org}, or {@code app:}. */
    public String origin() {
        URI uri = uri();
        return isCustomScheme() ? uri.getScheme() + ":" : uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /** The origin of its pages as browsers write it (RFC 6454 §6.1): in lower case, without a port that goes without saying. */
    public Optional<String> webOrigin() {
        if (isCustomScheme()) {
            return Optional.empty();
        }
        URI uri = uri();
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String origin = scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT);
        boolean usual = uri.getPort() == -1 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
        return Optional.of(usual ? origin : origin + ":" + uri.getPort());
    }

    @Override
    public String toString() {
        return value;
    }
}
