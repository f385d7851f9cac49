package dev.symbolon.server.key;

import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.jose.DecryptionKey;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.jose.VerificationKeys;
import dev.symbolon.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** All keys as they were when the store was last read, decrypted. Immutable. */
record KeySnapshot(
        List<StoredKey> stored,
        Map<SigningAlgorithm, Generations<SigningKey>> signing,
        Map<DecryptionKey.Kind, Generations<DecryptionKey>> decrypting,
        Generations<Aead> sealing,
        Generations<SecretKey> digesting,
        Generations<SecretKey> pairwise,
        JsonObject jwks,
        VerificationKeys verification) {

    private static final Generations<SigningKey> NONE = new Generations<>(List.of());

    /** @throws MasterKeyException if a key was encrypted under another master key */
    static KeySnapshot of(List<StoredKey> stored, MasterKeys masterKeys) {
        Map<SigningAlgorithm, Generations<SigningKey>> signing = new EnumMap<>(SigningAlgorithm.class);
        for (SigningAlgorithm algorithm : SigningKeys.SUPPORTED) {
            signing.put(
                    algorithm,
                    Generations.of(stored, Purposes.sign(algorithm), key -> signingKey(masterKeys.decrypt(key))));
        }
        JsonObject jwks = jwks(signing);
        return new KeySnapshot(
                List.copyOf(stored),
                Map.copyOf(signing),
                decrypting(stored, masterKeys),
                Generations.of(stored, Purposes.SEAL, key -> new Aead(masterKeys.decrypt(key))),
                macKeys(stored, Purposes.DIGEST, masterKeys),
                macKeys(stored, Purposes.PAIRWISE, masterKeys),
                jwks,
                VerificationKeys.of(jwks));
    }

    private static Generations<SecretKey> macKeys(List<StoredKey> stored, String purpose, MasterKeys masterKeys) {
        return Generations.of(stored, purpose, key -> new SecretKeySpec(masterKeys.decrypt(key), "HmacSHA256"));
    }

    private static SigningKey signingKey(byte[] privateJwk) {
        return SigningKey.parse(secret(privateJwk));
    }

    private static Map<DecryptionKey.Kind, Generations<DecryptionKey>> decrypting(
            List<StoredKey> stored, MasterKeys masterKeys) {
        Map<DecryptionKey.Kind, Generations<DecryptionKey>> decrypting = new EnumMap<>(DecryptionKey.Kind.class);
        for (DecryptionKey.Kind kind : DecryptionKey.Kind.values()) {
            decrypting.put(
                    kind,
                    Generations.of(
                            stored,
                            Purposes.decrypt(kind),
                            key -> DecryptionKey.parse(secret(masterKeys.decrypt(key)))));
        }
        return Collections.unmodifiableMap(decrypting);
    }

    private static Secret secret(byte[] text) {
        return Secret.of(new String(text, StandardCharsets.UTF_8));
    }

    private static JsonObject jwks(Map<SigningAlgorithm, Generations<SigningKey>> signing) {
        List<JsonObject> keys = signing.values().stream()
                .flatMap(generations -> generations.keys().stream())
                .map(SigningKey::toPublicJwk)
                .toList();
        return JsonObject.of(Map.of("keys", keys));
    }

    Generations<SigningKey> signing(SigningAlgorithm algorithm) {
        return signing.getOrDefault(algorithm, NONE);
    }

    Generations<DecryptionKey> decrypting(DecryptionKey.Kind kind) {
        return Objects.requireNonNull(decrypting.get(kind));
    }

    /** The {@code kid} of a key that others see, and of any other its purpose and generation. */
    String keyId(StoredKey key) {
        return Stream.concat(
                        signing.values().stream().flatMap(keys -> ids(key, keys, SigningKey::id)),
                        decrypting.values().stream().flatMap(keys -> ids(key, keys, DecryptionKey::id)))
                .findFirst()
                .orElseGet(() -> key.purpose() + " " + key.generation());
    }

    private static <K> Stream<String> ids(StoredKey key, Generations<K> generations, Function<K, String> id) {
        return generations.oldestFirst().stream()
                .filter(generation -> generation.stored().equals(key))
                .map(generation -> id.apply(generation.key()));
    }
}
