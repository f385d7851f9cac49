package dev.symbolon.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * A page of the application itself, to return to after a login: a path with an optional query, at most 2,048 characters. An
 * address elsewhere cannot be one, so that a login is no open redirector (RFC 9700 §4.11).
 *
 * @param value begins with exactly one slash
 */
public record LocalPath(String value) {

    private static final int MOST_CHARACTERS = 2048;

    /** The first page. */
    public static final LocalPath ROOT = new LocalPath("/");

    /** @throws IllegalArgumentException if it is not a page of the application itself */
    public LocalPath {
        if (!isLocal(value)) {
            throw new IllegalArgumentException("not a path on this server, such as /reports?year=2025");
        }
    }

    /** Reads untrusted text; empty if it is not a page of the application itself. */
    public static Optional<LocalPath> parse(String text) {
        return isLocal(text) ? Optional.of(new LocalPath(text)) : Optional.empty();
    }

    private static boolean isLocal(String text) {
        if (text.length() > MOST_CHARACTERS || !text.startsWith("/") || text.startsWith("//")) {
            return false;
        }
        // Browsers read a backslash as a slash and drop tabs and line ends, so that /\evil.example would lead away.
        if (!text.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '\\')) {
            return false;
        }
        try {
            URI uri = new URI(text);
            return uri.getRawAuthority() == null && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
