package dev.symbolon.server;

import dev.symbolon.protocol.jose.SigningAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** {@code c_hash}, {@code at_hash} and {@code s_hash} as the standard describes them (OIDC Core §3.3.2.11), made apart from the provider's own code. */
final class Hashes {

    private Hashes() {}

    /** For the algorithms whose hash function is SHA-256: its left 128 bits. */
    static String leftHalf(String text) {
        return leftHalf(text, "SHA-256");
    }

    /** By the hash function that the algorithm's name ends with; that of Ed25519 is SHA-512 (RFC 8032 §5.1). */
    static String leftHalf(String text, SigningAlgorithm algorithm) {
        return leftHalf(
                text,
                algorithm.name().startsWith("Ed")
                        ? "SHA-512"
                        : "SHA-" + algorithm.name().substring(2));
    }

    private static String leftHalf(String text, String digest) {
        try {
            byte[] hash = MessageDigest.getInstance(digest).digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, hash.length / 2));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
