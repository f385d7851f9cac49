package dev.symbolon.server.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Turns what a cookie holds into a name that may be known. */
final class Hash {

    private Hash() {}

    /** 128 bits of its SHA-256, in base64url. */
    static String of(String secret) {
        return base64(Arrays.copyOf(sha256(secret), 16));
    }

    /** The whole of its SHA-256, in base64url. */
    static String whole(String secret) {
        return base64(sha256(secret));
    }

    private static String base64(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    private static byte[] sha256(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
