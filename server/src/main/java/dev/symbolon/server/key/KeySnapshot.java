package dev.symbolon.server.key;

import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.jose.VerificationKeys;
import dev.symbolon.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** All keys as they were when the store was last read, decrypted. Immutable. */
record KeySnapshot(
        List<StoredKey> stored,
        Map<SigningAlgorithm, Generations<SigningKey>> signing,
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
        return SigningKey.parse(Secret.of(new String(privateJwk, StandardCharsets.UTF_8)));
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

    /** The {@code kid} of a signing key, and of any other its purpose and generation. */
    String keyId(StoredKey key) {
        return signing.values().stream()
                .flatMap(generations -> generations.oldestFirst().stream())
                .filter(generation -> generation.stored().equals(key))
                .map(generation -> generation.key().id())
                .findFirst()
                .orElseGet(() -> key.purpose() + " " + key.generation());
    }
}
