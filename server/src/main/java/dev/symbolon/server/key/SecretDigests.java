package dev.symbolon.server.key;

import dev.symbolon.protocol.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Digests client secrets for storage: HMAC-SHA-256 under a key that never changes. A fast digest suffices because the secrets
 * are long and random; the key makes a stolen database useless for guessing those that are not.
 *
 * <p>A secret that signs something must be known itself to verify that: it is kept encrypted, under a key that is derived from
 * the same one.
 */
public final class SecretDigests {

    private static final String HMAC = "HmacSHA256";
    private static final byte[] KEPT = "client secrets that are kept".getBytes(StandardCharsets.US_ASCII);

    private final CurrentKeys keys;
    private final InstantSource clock;
    private final SecureRandom random;

    SecretDigests(CurrentKeys keys, InstantSource clock, SecureRandom random) {
        this.keys = keys;
        this.clock = clock;
        this.random = random;
    }

    /** The digest in base64url, 43 characters; always the same for the same secret. */
    public String digest(Secret secret) {
        return encode(hmac(secret.reveal().getBytes(StandardCharsets.UTF_8)));
    }

    private byte[] hmac(byte[] input) {
        SecretKey key = keys.snapshot().digesting().current(clock.instant()).key();
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    private static String encode(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    /** The secret, encrypted; never the same twice. */
    public String kept(Secret secret) {
        return encode(keeper().encrypt(secret.reveal().getBytes(StandardCharsets.UTF_8), KEPT, random));
    }

    /** The secret that was kept so, unless it was changed since, or kept elsewhere. */
    public Optional<Secret> opened(String kept) {
        return keeper().decrypt(Base64.getUrlDecoder().decode(kept), KEPT)
                .map(octets -> Secret.of(new String(octets, StandardCharsets.UTF_8)));
    }

    /** A key of its own, since one key must not serve two algorithms (NIST SP 800-108 §4.1, counter mode, one block). */
    private Aead keeper() {
        byte[] label = ByteBuffer.allocate(KEPT.length + 2)
                .put((byte) 1)
                .put(KEPT)
                .put((byte) 0)
                .array();
        return new Aead(hmac(label));
    }

    /** Whether the digest is the secret's; the time that this takes does not tell how much of it is right. */
    public boolean matches(Secret secret, String digest) {
        return MessageDigest.isEqual(
                digest(secret).getBytes(StandardCharsets.US_ASCII), digest.getBytes(StandardCharsets.UTF_8));
    }
}
