package dev.symbolon.resourceserver;

import dev.symbolon.protocol.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** A P-256 key that puts its signature under any header at all, as an attacker would. */
final class HandMadeKey {

    private final KeyPair pair;

    HandMadeKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    JsonObject toPublicJwk(String id) {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        return JsonObject.empty()
                .with("kty", "EC")
                .with("crv", "P-256")
                .with("kid", id)
                .with("x", coordinate(key.getW().getAffineX()))
                .with("y", coordinate(key.getW().getAffineY()));
    }

    private static String coordinate(BigInteger number) {
        byte[] octets = number.toByteArray();
        byte[] padded = new byte[32 + octets.length];
        System.arraycopy(octets, 0, padded, 32, octets.length);
        return base64(Arrays.copyOfRange(padded, octets.length, padded.length));
    }

    String sign(JsonObject header, JsonObject claims) {
        String input = base64(header.toString()) + "." + base64(claims.toString());
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    static String base64(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
