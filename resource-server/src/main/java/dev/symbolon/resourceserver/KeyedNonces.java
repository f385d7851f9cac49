package dev.symbolon.resourceserver;

import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.dpop.DpopNonces;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Nonces that are the time with a keyed hash of it: nobody keeps them, and every node with the key knows them. */
final class KeyedNonces implements DpopNonces {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int HASH_OCTETS = 16;

    private final SecretKeySpec key;
    private final InstantSource clock;

    KeyedNonces(Secret key, InstantSource clock) {
        this.key = new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.clock = clock;
    }

    @Override
    public String next() {
        return nonce(clock.millis());
    }

    @Override
    public Optional<Instant> givenAt(String nonce) {
        try {
            byte[] octets = Base64.getUrlDecoder().decode(nonce);
            if (octets.length != Long.BYTES + HASH_OCTETS) {
                return Optional.empty();
            }
            long time = ByteBuffer.wrap(octets).getLong();
            boolean isOurs = MessageDigest.isEqual(
                    nonce(time).getBytes(StandardCharsets.UTF_8), nonce.getBytes(StandardCharsets.UTF_8));
            return isOurs ? Optional.of(Instant.ofEpochMilli(time)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String nonce(long time) {
        byte[] head = ByteBuffer.allocate(Long.BYTES).putLong(time).array();
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(ByteBuffer.allocate(Long.BYTES + HASH_OCTETS)
                            .put(head)
                            .put(mac.doFinal(head), 0, HASH_OCTETS)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
