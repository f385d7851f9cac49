package dev.symbolon.protocol.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.symbolon.protocol.JwkThumbprint;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A private key that signs JWTs by one algorithm. It does not print, and is safe for concurrent use. */
public final class SigningKey {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final SigningAlgorithm algorithm;
    private final JWK jwk;
    private final JWSSigner signer;
    private final Map<String, JWSHeader> headers = new ConcurrentHashMap<>();

    private SigningKey(SigningAlgorithm algorithm, JWK jwk) throws JOSEException {
        this.algorithm = algorithm;
        this.jwk = jwk;
        this.signer = signer(jwk);
    }

    private static JWSSigner signer(JWK jwk) throws JOSEException {
        return switch (jwk) {
            case RSAKey rsa -> new RSASSASigner(rsa);
            case ECKey ec -> new ECDSASigner(ec);
            case OctetKeyPair pair when pair.getCurve().equals(Curve.Ed25519) -> new Ed25519.Signer(pair);
            default -> throw new JOSEException("no key that signs");
        };
    }

    /** Makes a new key: RSA with 2,048 bits for RS and PS, the curve that the algorithm names for ES, and Ed25519. */
    public static SigningKey generate(SigningAlgorithm algorithm) {
        try {
            return new SigningKey(algorithm, generateJwk(algorithm));
        } catch (JOSEException e) {
            throw new IllegalStateException("no key can be made for " + algorithm, e);
        }
    }

    private static JWK generateJwk(SigningAlgorithm algorithm) throws JOSEException {
        return switch (algorithm) {
            case RS256, RS384, RS512, PS256, PS384, PS512 ->
                new RSAKeyGenerator(2048)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(algorithm.jws())
                        .keyIDFromThumbprint(true)
                        .generate();
            case ES256, ES384, ES512 ->
                new ECKeyGenerator(Curve.forJWSAlgorithm(algorithm.jws())
                                .iterator()
                                .next())
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(algorithm.jws())
                        .keyIDFromThumbprint(true)
                        .generate();
            case EdDSA, Ed25519 -> Ed25519.generate(algorithm.jws());
        };
    }

    /**
     * Reads a private JWK that {@link #toPrivateJwk} wrote.
     *
     * @throws IllegalArgumentException if it is not one
     */
    public static SigningKey parse(Secret privateJwk) {
        try {
            JWK jwk = JWK.parse(privateJwk.reveal());
            if (!jwk.isPrivate() || jwk.getAlgorithm() == null) {
                throw notASigningKey();
            }
            return new SigningKey(SigningAlgorithm.valueOf(jwk.getAlgorithm().getName()), jwk);
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw notASigningKey();
        }
    }

    /** Has no cause: its message might hold a part of the key. */
    private static IllegalArgumentException notASigningKey() {
        return new IllegalArgumentException("not a private signing key");
    }

    /** The key identifier: the SHA-256 thumbprint of the public key (RFC 7638). */
    public String id() {
        return jwk.getKeyID();
    }

    public SigningAlgorithm algorithm() {
        return algorithm;
    }

    /** The thumbprint of the public key (RFC 7638), whatever its identifier is. */
    public JwkThumbprint thumbprint() {
        return VerificationKey.thumbprint(jwk);
    }

    /** The key with its private part, for safekeeping. */
    public Secret toPrivateJwk() {
        return Secret.of(jwk.toJSONString());
    }

    /** The public key as a JWK with {@code kid}, {@code alg} and {@code use} (RFC 7517 §4). */
    public JsonObject toPublicJwk() {
        return JsonObject.of(jwk.toPublicJWK().toJSONObject());
    }

    /**
     * Signs the claims.
     *
     * @param type the {@code typ} of the header, for instance {@code JWT} or {@code at+jwt}
     * @return the compact form (RFC 7515 §7.1)
     */
    public String sign(String type, JsonObject claims) {
        return sign(headers.computeIfAbsent(type, this::header), claims);
    }

    /**
     * Signs the claims under a header that shows the public key in place of naming it (RFC 7515 §4.1.3), so that whoever reads it
     * sees that its maker holds the private one.
     *
     * @param type the {@code typ} of the header, for instance {@code dpop+jwt}
     */
    public String signShowingKey(String type, JsonObject claims) {
        JWSHeader header = new JWSHeader.Builder(algorithm.jws())
                .type(new JOSEObjectType(type))
                .jwk(bare(jwk))
                .build();
        return sign(header, claims);
    }

    /** The public key with nothing said about it. */
    private static JWK bare(JWK jwk) {
        try {
            return JWK.parse(JsonObject.of(jwk.getRequiredParams()).toString());
        } catch (ParseException e) {
            throw new IllegalStateException("a public key that is no JWK", e);
        }
    }

    private String sign(JWSHeader header, JsonObject claims) {
        String input = header.toBase64URL() + "."
                + BASE64URL.encodeToString(claims.toString().getBytes(StandardCharsets.UTF_8));
        try {
            return input + "." + signer.sign(header, input.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException e) {
            throw new IllegalStateException("the key " + id() + " cannot sign", e);
        }
    }

    private JWSHeader header(String type) {
        JWSHeader built = new JWSHeader.Builder(algorithm.jws())
                .type(new JOSEObjectType(type))
                .keyID(id())
                .build();
        try {
            return JWSHeader.parse(built.toBase64URL());
        } catch (ParseException e) {
            throw new IllegalArgumentException("not a type: " + type, e);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + algorithm + " " + id() + "]";
    }
}
