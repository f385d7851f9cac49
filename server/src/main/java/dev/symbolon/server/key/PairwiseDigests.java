package dev.symbolon.server.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Makes names that differ from sector to sector (OIDC Core §8.1): HMAC-SHA-256 under a key that never changes, because the names
 * must not.
 */
public final class PairwiseDigests {

    private final CurrentKeys keys;
    private final InstantSource clock;

    PairwiseDigests(CurrentKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * The name in base64url, 43 characters; always the same for the same three.
     *
     * @param kind what is named, so that no two kinds of things share a name
     */
    public String digest(String kind, String sector, String name) {
        SecretKey key = keys.snapshot().pairwise().current(clock.instant()).key();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            for (String part : new String[] {kind, sector, name}) {
                mac.update(part.getBytes(StandardCharsets.UTF_8));
                mac.update((byte) 0);
            }
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
