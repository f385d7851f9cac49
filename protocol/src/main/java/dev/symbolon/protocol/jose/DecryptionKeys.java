package dev.symbolon.protocol.jose;

import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Private keys that others encrypt JWTs for, and the decrypting of these. Immutable. */
public final class DecryptionKeys {

    private static final int PARTS = 5;

    private final List<DecryptionKey> keys;

    public DecryptionKeys(List<DecryptionKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** Whether a text has the five parts of an encrypted JWT in compact form (RFC 7516 §7.1), and not the three of a signed one. */
    public static boolean isEncrypted(String jwt) {
        return jwt.chars().filter(c -> c == '.').count() == PARTS - 1;
    }

    /**
     * Decrypts a JWT in compact form (RFC 7516 §5.2). Whatever is wrong with it yields the same: whoever tries many must not learn how
     * near they came. Other algorithms than those of {@link KeyManagementAlgorithm} and {@link ContentEncryption}, compression (a small text could
     * grow without bound) and critical header parameters are refused.
     *
     * @param encrypted untrusted, at most 16,384 characters
     * @return what was encrypted
     */
    public Optional<String> decrypt(String encrypted) {
        if (!isEncrypted(encrypted) || encrypted.length() > VerificationKeys.MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            JsonObject header = VerificationKeys.object(encrypted.substring(0, encrypted.indexOf('.')));
            return candidates(header).stream()
                    .flatMap(key -> key.decrypt(encrypted).stream())
                    .findFirst();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private List<DecryptionKey> candidates(JsonObject header) {
        Optional<KeyManagementAlgorithm> algorithm = header.string("alg").flatMap(KeyManagementAlgorithm::find);
        Optional<ContentEncryption> content = header.string("enc").flatMap(ContentEncryption::find);
        if (algorithm.isEmpty() || content.isEmpty() || header.has("zip") || header.has("crit")) {
            return List.of();
        }
        DecryptionKey.Kind kind = DecryptionKey.Kind.of(algorithm.get());
        Optional<String> keyId = header.string("kid");
        return keys.stream()
                .filter(key -> key.kind() == kind)
                .filter(key -> keyId.map(key.id()::equals).orElse(true))
                .toList();
    }
}
