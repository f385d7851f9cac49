package dev.symbolon.client;

import dev.symbolon.protocol.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts and authenticates pending logins (AES-256-GCM), so that the browser can keep them without reading or changing them.
 * Safe for concurrent use.
 */
public final class LoginSeal {

    private static final int NONCE_OCTETS = 12;
    private static final int TAG_BITS = 128;
    private static final int LEAST_CHARACTERS = 32;
    private static final byte[] PURPOSE = "symbolon pending login 1".getBytes(StandardCharsets.US_ASCII);

    private final SecretKey key;
    private final SecureRandom random;

    private LoginSeal(SecretKey key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    /**
     * A seal under a key made from the secret (HKDF, RFC 5869). Give every node of an application the same secret.
     *
     * @param secret at least 32 random characters
     * @throws IllegalArgumentException if it is shorter
     */
    public static LoginSeal of(Secret secret) {
        byte[] material = secret.reveal().getBytes(StandardCharsets.UTF_8);
        if (material.length < LEAST_CHARACTERS) {
            throw new IllegalArgumentException("the secret must have at least " + LEAST_CHARACTERS + " characters");
        }
        try {
            SecretKey key = KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract().addIKM(material).thenExpand(PURPOSE, 32));
            return new LoginSeal(key, new SecureRandom());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 25 has HKDF-SHA256", e);
        }
    }

    /** A seal under a new random key: logins that are pending when the application restarts must be started again. */
    public static LoginSeal random() {
        SecureRandom random = new SecureRandom();
        byte[] key = new byte[32];
        random.nextBytes(key);
        return new LoginSeal(new SecretKeySpec(key, "AES"), random);
    }

    /**
     * Seals a login.
     *
     * @param place where it will be kept, for instance the name of the cookie; it can only be opened as coming from there
     * @return base64url, about 1.4 characters per character of {@link PendingLogin#toText}, and 40
     */
    public String seal(PendingLogin login, String place) {
        byte[] nonce = new byte[NONCE_OCTETS];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place)
                    .doFinal(login.toText().getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(ByteBuffer.allocate(nonce.length + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the pending login cannot be sealed", e);
        }
    }

    /** Opens what {@link #seal} made under the same key for the same place; empty if it is anything else. */
    public Optional<PendingLogin> open(String sealed, String place) {
        try {
            byte[] octets = Base64.getUrlDecoder().decode(sealed);
            if (octets.length <= NONCE_OCTETS) {
                return Optional.empty();
            }
            byte[] nonce = java.util.Arrays.copyOf(octets, NONCE_OCTETS);
            byte[] text = cipher(Cipher.DECRYPT_MODE, nonce, place)
                    .doFinal(octets, NONCE_OCTETS, octets.length - NONCE_OCTETS);
            return PendingLogin.parse(new String(text, StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    @Override
    public String toString() {
        return "LoginSeal[…]";
    }
}
