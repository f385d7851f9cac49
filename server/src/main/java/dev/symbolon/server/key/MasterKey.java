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
    private final String origin;

    private MasterKey(byte[] octets, String origin) {
        this.aead = new Aead(octets);
        this.origin = origin;
    }

    /**
     * The master key in base64url or base64 (43 characters, padded or not) or hexadecimal digits (64).
     *
     * @param origin where it comes from, for people: what stands after "the master key"
     * @throws MasterKeyException if it is neither
     */
    public static MasterKey of(Secret text, String origin) {
        return octets(text.reveal().strip())
                .map(octets -> new MasterKey(octets, origin))
                .orElseThrow(() -> new MasterKeyException("the master key " + origin
                        + " must be 32 octets: 43 characters of base64 or 64 hexadecimal digits. Was it cut off? Put it"
                        + " back from where you keep its copy. Nothing was changed."));
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
     * The master key of the file.
     *
     * @throws MasterKeyException if there is no such file, others may read it, or it holds no master key
     */
    public static MasterKey load(Path file) {
        return of(new MasterKeyFile(file).load(), origin(file));
    }

    /**
     * The master key of the file, which is made if there is none, readable by its owner alone.
     *
     * @throws MasterKeyException if others may read the file, or it holds no master key, or cannot be read or made
     */
    public static MasterKey loadOrCreate(Path file, SecureRandom random) {
        return of(new MasterKeyFile(file).loadOrCreate(() -> random(random)), origin(file));
    }

    private static String origin(Path file) {
        return "in " + file.toAbsolutePath().normalize();
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

    /** The material of a stored key, unless it was encrypted under another master key, or changed since. */
    Optional<byte[]> decrypt(StoredKey key) {
        return decoded(key).flatMap(encrypted -> aead.decrypt(encrypted, associated(key.purpose(), key.generation())));
    }

    boolean opens(StoredKey key) {
        return decrypt(key).isPresent();
    }

    private static Optional<byte[]> decoded(StoredKey key) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(key.material()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Where it comes from, for people: what stands after "the master key". */
    String origin() {
        return origin;
    }

    private static byte[] associated(String purpose, int generation) {
        return (purpose + " " + generation).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "MasterKey[…]";
    }
}
