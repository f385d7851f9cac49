package dev.symbolon.protocol.jose;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.symbolon.protocol.JwkThumbprint;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The keys of a set by which their owner is known in TLS, with a certificate that nobody else vouches for (RFC 8705 §2.2). */
public final class CertificateKeys {

    private static final int MOST_KEYS = 50;
    private static final int ED25519_OCTETS = 32;

    private final List<JsonObject> keys;

    private CertificateKeys(List<JsonObject> keys) {
        this.keys = keys;
    }

    /**
     * Reads a JWK set; keys beyond the fiftieth are passed over, and so are those for encryption.
     *
     * @throws JsonException if {@code keys} is not a list of objects
     */
    public static CertificateKeys of(JsonObject jwks) {
        return new CertificateKeys(jwks.objects("keys").stream()
                .limit(MOST_KEYS)
                .filter(jwk -> jwk.string("use").filter("enc"::equals).isEmpty())
                .toList());
    }

    /**
     * Whether the certificate is the one of a key of the set ({@code x5c}, RFC 7517 §4.7), or is for a key that comes without one.
     *
     * @throws JsonException if {@code x5c} is not a list of texts
     */
    public boolean know(X509Certificate certificate) {
        return keys.stream().anyMatch(jwk -> isFor(jwk, certificate));
    }

    private static boolean isFor(JsonObject jwk, X509Certificate certificate) {
        List<String> chain = jwk.strings("x5c");
        return chain.isEmpty() ? isKeyOf(jwk, certificate.getPublicKey()) : isSame(chain.getFirst(), certificate);
    }

    private static boolean isSame(String registered, X509Certificate certificate) {
        try {
            return MessageDigest.isEqual(Base64.getDecoder().decode(registered), certificate.getEncoded());
        } catch (IllegalArgumentException | CertificateEncodingException e) {
            return false;
        }
    }

    private static boolean isKeyOf(JsonObject jwk, PublicKey key) {
        try {
            JwkThumbprint registered = VerificationKey.thumbprint(JWK.parse(jwk.toString()));
            return jwk(key).map(VerificationKey::thumbprint)
                    .filter(registered::matches)
                    .isPresent();
        } catch (ParseException | IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<JWK> jwk(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> Optional.of(new RSAKey.Builder(rsa).build());
            case ECPublicKey ec ->
                Optional.ofNullable(Curve.forECParameterSpec(ec.getParams()))
                        .map(curve -> new ECKey.Builder(curve, ec).build());
            case EdECPublicKey pair when pair.getParams().getName().equals("Ed25519") -> Optional.of(ed25519(pair));
            default -> Optional.empty();
        };
    }

    /** The key's octets are the last ones of its X.509 form (RFC 8410 §4). */
    private static JWK ed25519(EdECPublicKey key) {
        byte[] form = key.getEncoded();
        byte[] octets = Arrays.copyOfRange(form, form.length - ED25519_OCTETS, form.length);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(octets)).build();
    }
}
