package dev.symbolon.server.authorization;

import java.security.SecureRandom;
import java.time.Instant;

/**
 * Names an authorization in codes, tokens and the store: 22 characters, time-ordered, so that new rows stand side by side, and
 * with 80 random bits.
 */
public record AuthorizationId(String value) {

    private static final char[] SORTED =
            "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz".toCharArray();

    /** A new one: 48 bits of milliseconds since the epoch, then randomness, in an alphabet that sorts as the bits do. */
    public static AuthorizationId random(SecureRandom random, Instant now) {
        byte[] octets = new byte[16];
        random.nextBytes(octets);
        long millis = now.toEpochMilli();
        for (int i = 0; i < 6; i++) {
            octets[i] = (byte) (millis >>> 8 * (5 - i));
        }
        char[] text = new char[22];
        for (int i = 0; i < 22; i++) {
            text[i] = SORTED[sixBits(octets, i * 6)];
        }
        return new AuthorizationId(new String(text));
    }

    private static int sixBits(byte[] octets, int bit) {
        int pair = (octets[bit / 8] & 0xff) << 8 | (bit / 8 + 1 < octets.length ? octets[bit / 8 + 1] & 0xff : 0);
        return pair >>> 10 - bit % 8 & 0x3f;
    }

    @Override
    public String toString() {
        return value;
    }
}
