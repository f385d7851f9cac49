package dev.symbolon.client;

import dev.symbolon.protocol.jose.DecryptionKey;
import dev.symbolon.protocol.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** What is encrypted by RSA-OAEP-256 and A256GCM under any header at all, as a careless provider would. */
final class HandMadeJwe {

    private static final int NONCE_OCTETS = 12;
    private static final int TAG_OCTETS = 16;
    private static final OAEPParameterSpec OAEP_256 =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private HandMadeJwe() {}

    static String encrypted(String text, DecryptionKey reader, JsonObject header) {
        try {
            KeyGenerator generator = KeyGenerator.getInstance("AES");
            generator.init(256);
            Key contentKey = generator.generateKey();
            Cipher oaep = Cipher.getInstance("RSA/ECB/OAEPPadding");
            oaep.init(Cipher.ENCRYPT_MODE, publicKey(reader.toPublicJwk()), OAEP_256);
            return sealed(text, contentKey, base64(oaep.doFinal(contentKey.getEncoded())), base64(octets(header)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String sealed(String text, Key contentKey, String encryptedKey, String header)
            throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_OCTETS];
        new SecureRandom().nextBytes(nonce);
        Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
        gcm.init(Cipher.ENCRYPT_MODE, contentKey, new GCMParameterSpec(TAG_OCTETS * Byte.SIZE, nonce));
        gcm.updateAAD(octets(header));
        byte[] sealed = gcm.doFinal(octets(text));
        int end = sealed.length - TAG_OCTETS;
        String content = base64(Arrays.copyOf(sealed, end));
        String tag = base64(Arrays.copyOfRange(sealed, end, sealed.length));
        return String.join(".", header, encryptedKey, base64(nonce), content, tag);
    }

    private static PublicKey publicKey(JsonObject jwk) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
    }

    private static BigInteger number(JsonObject jwk, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.requiredString(name)));
    }

    private static byte[] octets(Object text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
