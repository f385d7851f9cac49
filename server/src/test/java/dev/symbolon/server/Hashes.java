package dev.symbolon.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** {@code c_hash} and {@code at_hash} as the standard describes them (OIDC Core §3.3.2.11), made apart from the provider's own code. */
final class Hashes {

    private Hashes() {}

    /** For the algorithms whose hash function is SHA-256: its left 128 bits. */
    static String leftHalf(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
