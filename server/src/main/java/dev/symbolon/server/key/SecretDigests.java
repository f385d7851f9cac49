package dev.symbolon.server.key;

import dev.symbolon.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Digests client secrets for storage: HMAC-SHA-256 under a key that never changes. A fast digest suffices because the secrets
 * are long and random; the key makes a stolen database useless for guessing those that are not.
 */
public final class SecretDigests {

    private final CurrentKeys keys;
    private final InstantSource clock;

    SecretDigests(CurrentKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** The digest in base64url, 43 characters; always the same for the same secret. */
    public String digest(Secret secret) {
        SecretKey key = keys.snapshot().digesting().current(clock.instant()).key();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] digest = mac.doFinal(secret.reveal().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** Whether the digest is the secret's; the time that this takes does not tell how much of it is right. */
    public boolean matches(Secret secret, String digest) {
        return MessageDigest.isEqual(
                digest(secret).getBytes(StandardCharsets.US_ASCII), digest.getBytes(StandardCharsets.UTF_8));
    }
}
