package dev.symbolon.server.page;

import dev.symbolon.server.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that pages refer to, at a path that changes with its content, so that browsers may keep it for ever.
 *
 * @param path such as {@code /assets/symbolon-1f2e3d4c5b6a7988.css}
 */
record Asset(String path, HttpResponse response) {

    /** A picture brings its own style and holds pictures of its own, and runs nothing even when it is opened by itself. */
    private static final String PICTURE_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'none'";

    static Asset stylesheet(String base, String name, String css) {
        return of(base, name, ".css", HttpResponse.of(200, "text/css; charset=utf-8", css));
    }

    static Asset picture(String base, String name, String svg) {
        return of(
                base,
                name,
                ".svg",
                HttpResponse.of(200, "image/svg+xml", svg).withHeader("Content-Security-Policy", PICTURE_POLICY));
    }

    private static Asset of(String base, String name, String extension, HttpResponse response) {
        return new Asset(
                base + "/assets/" + name + "-" + hash(response.body()) + extension,
                response.withHeader("Cache-Control", "public, max-age=31536000, immutable")
                        .withHeader("X-Content-Type-Options", "nosniff"));
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
