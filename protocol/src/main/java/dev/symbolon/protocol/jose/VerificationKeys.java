package dev.symbolon.protocol.jose;

import com.nimbusds.jose.util.Base64URL;
import dev.symbolon.protocol.jose.Verification.Invalid;
import dev.symbolon.protocol.jose.Verification.UnknownKey;
import dev.symbolon.protocol.jose.Verification.Valid;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The public keys of an issuer (RFC 7517 §5), and the verifying of what it signs. Immutable. */
public final class VerificationKeys {

    static final int MOST_CHARACTERS = 16_384;
    private static final int MOST_KEYS = 50;

    /** A key that is about to sign, one that does and two that did: each that is tried costs a verification, and every sender could choose to have all tried. */
    private static final int MOST_TRIED = 4;

    private final List<VerificationKey> keys;

    private VerificationKeys(List<VerificationKey> keys) {
        this.keys = keys;
    }

    /**
     * Reads a JWK set. Keys that verify no signature here are passed over (RFC 7517 §5), and so are those beyond the fiftieth.
     *
     * @throws JsonException if {@code keys} is not a list of objects
     */
    public static VerificationKeys of(JsonObject jwks) {
        return new VerificationKeys(jwks.objects("keys").stream()
                .limit(MOST_KEYS)
                .flatMap(jwk -> VerificationKey.parse(jwk.toString()).stream())
                .toList());
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The only key of the set. */
    Optional<VerificationKey> only() {
        return keys.size() == 1 ? Optional.of(keys.getFirst()) : Optional.empty();
    }

    /**
     * Verifies the signature of a JWT in compact form (RFC 7515 §5.2). Keys that the token itself brings along are never used,
     * critical header parameters are refused, and so is any algorithm but the allowed ones. Where more than four keys of the set could
     * have signed it, it must name one by a {@code kid} that no more than four of them share.
     *
     * @param jwt untrusted, at most 16,384 characters
     * @param algorithms those that the reader allows
     */
    public Verification verify(String jwt, Set<SigningAlgorithm> algorithms) {
        int first = jwt.indexOf('.');
        int last = jwt.lastIndexOf('.');
        if (first <= 0 || first == last || jwt.indexOf('.', first + 1) != last || jwt.length() > MOST_CHARACTERS) {
            return new Invalid("not a signed JWT in compact form of at most " + MOST_CHARACTERS + " characters");
        }
        try {
            JsonObject header = object(jwt.substring(0, first));
            if (header.has("crit")) {
                return new Invalid("the header has a critical parameter that is not understood");
            }
            return SigningAlgorithm.find(header.requiredString("alg"))
                    .filter(algorithms::contains)
                    .map(algorithm -> verify(jwt, header, algorithm))
                    .orElseGet(() -> new Invalid("the header names an algorithm that is not allowed"));
        } catch (JsonException e) {
            return new Invalid("the header is malformed");
        }
    }

    private Verification verify(String jwt, JsonObject header, SigningAlgorithm algorithm) {
        List<VerificationKey> candidates = candidates(header.string("kid"), algorithm);
        if (candidates.isEmpty()) {
            return new UnknownKey();
        }
        if (candidates.size() > MOST_TRIED) {
            return new Invalid("any of " + candidates.size()
                    + " keys could have signed it; its header must say which one, by a kid of that key alone");
        }
        int last = jwt.lastIndexOf('.');
        byte[] input = jwt.substring(0, last).getBytes(StandardCharsets.US_ASCII);
        Base64URL signature = new Base64URL(jwt.substring(last + 1));
        if (!isCanonical(signature)
                || candidates.stream().noneMatch(key -> key.verifies(algorithm, input, signature))) {
            return new Invalid("the signature is wrong");
        }
        Optional<String> type = header.string("typ");
        try {
            JsonObject claims = object(jwt.substring(jwt.indexOf('.') + 1, last));
            return new Valid(new VerifiedJwt(algorithm, type, claims));
        } catch (JsonException e) {
            return new Invalid("the claims are not a JSON object");
        }
    }

    private List<VerificationKey> candidates(Optional<String> keyId, SigningAlgorithm algorithm) {
        return keys.stream()
                .filter(key -> keyId.map(key::isNamed).orElse(true))
                .filter(key -> key.serves(algorithm))
                .toList();
    }

    /** Whether there is no other way to write the same octets: two texts of one token could pass for two tokens. */
    private static boolean isCanonical(Base64URL signature) {
        return Base64URL.encode(signature.decode()).equals(signature);
    }

    static JsonObject object(String encoded) {
        return JsonObject.parse(new Base64URL(encoded).decodeToString());
    }
}
