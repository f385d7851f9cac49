package dev.symbolon.protocol;

import java.net.URI;
import java.net.URISyntaxException;

/** Reads addresses at which a client serves something itself: https, or http for this machine's loopback addresses. */
public final class WebUri {

    private static final int MOST_CHARACTERS = 2048;

    private WebUri() {}

    /** @throws OAuthException {@code invalid_request} with the reason, as what such an address must be */
    public static URI parse(String text) {
        URI uri = parseWithFragment(text);
        if (uri.getRawFragment() != null) {
            throw refused("must have no fragment");
        }
        return uri;
    }

    /** Like {@link #parse}, where a fragment has a meaning (OIDC Core §6.2). */
    public static URI parseWithFragment(String text) {
        if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
            throw refused("must have 1 to " + MOST_CHARACTERS + " characters");
        }
        if (!Characters.ADDRESS.makeUp(text)) {
            throw refused("must be printable ASCII without spaces or backslashes");
        }
        URI uri = uri(text);
        boolean isWeb = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
        if (!isWeb || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw refused("must be an address such as https://app.example.org/path");
        }
        if ("http".equalsIgnoreCase(uri.getScheme()) && !Loopback.isLoopback(uri.getHost())) {
            throw refused("must begin with https:// (http:// for localhost only)");
        }
        return uri;
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw refused("must be an address: " + e.getReason());
        }
    }

    private static OAuthException refused(String reason) {
        return OAuthException.invalidRequest("the address " + reason);
    }
}
