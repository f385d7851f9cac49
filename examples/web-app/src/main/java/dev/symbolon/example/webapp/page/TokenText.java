package dev.symbolon.example.webapp.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tokens and codes, too short to be used and long enough to be told apart. */
final class TokenText {

    private static final int SHOWN = 10;

    private TokenText() {}

    /** Its beginning and its end. */
    static String shortened(String token) {
        return token.length() <= 3 * SHOWN
                ? "…"
                : token.substring(0, SHOWN) + "…" + token.substring(token.length() - SHOWN / 2);
    }

    /** Eight digits that differ when tokens differ. */
    static String fingerprint(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
