package dev.symbolon.server.user;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A password's hash, with all that is needed to make it again: {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. */
final class PasswordHash {

    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,9}),t=([0-9]{1,9}),p=([0-9]{1,9})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    private final Argon2id algorithm;
    private final byte[] salt;
    private final byte[] hash;

    PasswordHash(Argon2id algorithm, byte[] salt, byte[] hash) {
        this.algorithm = algorithm;
        this.salt = salt.clone();
        this.hash = hash.clone();
    }

    /** Reads the PHC string format; empty if it is malformed, of another algorithm, or beyond all reason to compute. */
    static Optional<PasswordHash> parse(String text) {
        Matcher parts = PHC.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Argon2id algorithm = new Argon2id(number(parts, 1), number(parts, 2), number(parts, 3));
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            PasswordHash hash =
                    new PasswordHash(algorithm, base64.decode(parts.group(4)), base64.decode(parts.group(5)));
            return Optional.of(hash).filter(parsed -> parsed.algorithm.isReasonable());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    Argon2id algorithm() {
        return algorithm;
    }

    /** The hash of a password under the same algorithm, with the same salt. */
    PasswordHash madeOf(String password, HashingMemory memory) {
        return algorithm.hash(password, salt, hash.length, memory);
    }

    byte[] hash() {
        return hash.clone();
    }

    /** The PHC string format. */
    @Override
    public String toString() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + algorithm.memory() + ",t=" + algorithm.passes() + ",p=" + algorithm.lanes() + "$"
                + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }
}
