package dev.symbolon.server.key;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256 in Galois/Counter Mode (NIST SP 800-38D); the random nonce of 96 bits stands before the ciphertext. */
final class Aead {

    static final int KEY_OCTETS = 32;

    private static final int NONCE_OCTETS = 12;
    private static final int TAG_OCTETS = 16;

    private final SecretKey key;

    Aead(byte[] key) {
        if (key.length != KEY_OCTETS) {
            throw new IllegalArgumentException("the key must have " + KEY_OCTETS + " octets");
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    /** @param associated what is authenticated along with the plaintext without being part of the result */
    byte[] encrypt(byte[] plaintext, byte[] associated, SecureRandom random) {
        byte[] nonce = new byte[NONCE_OCTETS];
        random.nextBytes(nonce);
        try {
            byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, nonce, associated).doFinal(plaintext);
            return ByteBuffer.allocate(nonce.length + ciphertext.length)
                    .put(nonce)
                    .put(ciphertext)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM cannot encrypt", e);
        }
    }

    /** The plaintext, unless the text was made with another key or other associated data, or was changed. */
    Optional<byte[]> decrypt(byte[] encrypted, byte[] associated) {
        if (encrypted.length < NONCE_OCTETS + TAG_OCTETS) {
            return Optional.empty();
        }
        byte[] nonce = Arrays.copyOf(encrypted, NONCE_OCTETS);
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, nonce, associated)
                    .doFinal(encrypted, NONCE_OCTETS, encrypted.length - NONCE_OCTETS));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM cannot decrypt", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] associated) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_OCTETS * 8, nonce));
        cipher.updateAAD(associated);
        return cipher;
    }
}
