package dev.symbolon.resourceserver.servlet;

import dev.symbolon.resourceserver.Requirement;
import java.util.Optional;

/**
 * What one method on one path needs.
 *
 * @param method as in HTTP, for instance {@code GET}; it covers {@code HEAD} too
 * @param path exact, or ending in {@code /*} for the path itself and everything below, as in the servlet specification
 * @param required what the request needs; nothing at all, not even a token, if absent
 */
record AccessRule(String method, String path, Optional<Requirement> required) {

    private static final String AND_BELOW = "/*";

    AccessRule {
        if (!path.startsWith("/") || path.indexOf('*') >= 0 && path.indexOf('*') != path.length() - 1) {
            throw new IllegalArgumentException("a path begins with a slash, and may end in /*: " + path);
        }
        if (path.endsWith("*") && !path.endsWith(AND_BELOW)) {
            throw new IllegalArgumentException("a star in a path stands after a slash: " + path);
        }
    }

    boolean matchesPath(String requested) {
        if (!path.endsWith(AND_BELOW)) {
            return requested.equals(path);
        }
        String top = path.substring(0, path.length() - AND_BELOW.length());
        return requested.equals(top) || requested.startsWith(top + "/");
    }

    boolean matchesMethod(String requested) {
        return method.equals(requested) || method.equals("GET") && requested.equals("HEAD");
    }
}
