package dev.symbolon.server.key;

import dev.symbolon.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** The one key, of 32 octets, under which all stored keys are encrypted. It does not print. */
public final class MasterKey {

    private final Aead aead;

    private MasterKey(byte[] octets) {
        this.aead = new Aead(octets);
    }

    /**
     * The master key in base64url or base64 (43 characters, padded or not) or hexadecimal digits (64).
     *
     * @throws MasterKeyException if it is neither
     */
    public static MasterKey of(Secret text) {
        return octets(text.reveal().strip())
                .map(MasterKey::new)
                .orElseThrow(() -> new MasterKeyException(
                        "the master key must be 32 octets: 43 characters of base64 or 64 hexadecimal digits; make one"
                                + " with: openssl rand -hex 32"));
    }

    private static Optional<byte[]> octets(String text) {
        try {
            byte[] octets = text.length() == 2 * Aead.KEY_OCTETS
                    ? HexFormat.of().parseHex(text)
                    : Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_'));
            return Optional.of(octets).filter(found -> found.length == Aead.KEY_OCTETS);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The master key of the file, which is made if there is none, readable by its owner alone.
     *
     * @throws MasterKeyException if others may read the file, or it holds no master key, or cannot be read or made
     */
    public static MasterKey loadOrCreate(Path file, SecureRandom random) {
        return of(new MasterKeyFile(file).loadOrCreate(() -> random(random)));
    }

    private static Secret random(SecureRandom random) {
        byte[] octets = new byte[Aead.KEY_OCTETS];
        random.nextBytes(octets);
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(octets));
    }

    /** The material of a key as it is stored. */
    String encrypt(String purpose, int generation, byte[] material, SecureRandom random) {
        byte[] encrypted = aead.encrypt(material, associated(purpose, generation), random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(encrypted);
    }

    /** @throws MasterKeyException if the key was encrypted under another master key, or changed since */
    byte[] decrypt(StoredKey key) {
        return aead.decrypt(Base64.getUrlDecoder().decode(key.material()), associated(key.purpose(), key.generation()))
                .orElseThrow(
                        () -> new MasterKeyException("this is not the master key of this database: the stored key \""
                                + key.purpose() + " " + key.generation()
                                + "\" was encrypted under another one, or is damaged."
                                + " Start with the master key that the database was made with. Nothing was changed."));
    }

    private static byte[] associated(String purpose, int generation) {
        return (purpose + " " + generation).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "MasterKey[…]";
    }
}
