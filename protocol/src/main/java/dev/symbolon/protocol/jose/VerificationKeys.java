package dev.symbolon.protocol.jose;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import dev.symbolon.protocol.jose.Verification.Invalid;
import dev.symbolon.protocol.jose.Verification.UnknownKey;
import dev.symbolon.protocol.jose.Verification.Valid;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The public keys of an issuer (RFC 7517 §5), and the verifying of what it signs. Immutable. */
public final class VerificationKeys {

    private static final int MOST_CHARACTERS = 16_384;
    private static final int MOST_KEYS = 50;

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

    /**
     * Verifies the signature of a JWT in compact form (RFC 7515 §5.2). Keys that the token itself brings along are never used,
     * critical header parameters are refused, and so is any algorithm but the allowed ones.
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
        Optional<JWSHeader> header = header(jwt.substring(0, first));
        Optional<SigningAlgorithm> algorithm = header.flatMap(
                        present -> SigningAlgorithm.find(present.getAlgorithm().getName()))
                .filter(algorithms::contains);
        if (header.isEmpty() || algorithm.isEmpty()) {
            return new Invalid("the header is malformed, or names an algorithm that is not allowed");
        }
        if (header.get().getCriticalParams() != null
                && !header.get().getCriticalParams().isEmpty()) {
            return new Invalid("the header has a critical parameter that is not understood");
        }
        List<VerificationKey> candidates = candidates(header.get().getKeyID(), algorithm.get());
        if (candidates.isEmpty()) {
            return new UnknownKey();
        }
        byte[] input = jwt.substring(0, last).getBytes(StandardCharsets.US_ASCII);
        Base64URL signature = new Base64URL(jwt.substring(last + 1));
        if (candidates.stream().noneMatch(key -> key.verifies(header.get(), input, signature))) {
            return new Invalid("the signature is wrong");
        }
        return valid(algorithm.get(), header.get(), jwt.substring(first + 1, last));
    }

    private static Optional<JWSHeader> header(String encoded) {
        try {
            return Optional.of(JWSHeader.parse(new Base64URL(encoded)));
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private List<VerificationKey> candidates(
            @org.jspecify.annotations.Nullable String keyId, SigningAlgorithm algorithm) {
        return keys.stream()
                .filter(key -> keyId == null || key.isNamed(keyId))
                .filter(key -> key.serves(algorithm))
                .toList();
    }

    private static Verification valid(SigningAlgorithm algorithm, JWSHeader header, String payload) {
        try {
            JsonObject claims = JsonObject.parse(new Base64URL(payload).decodeToString());
            Optional<String> type = Optional.ofNullable(header.getType()).map(Object::toString);
            return new Valid(new VerifiedJwt(algorithm, type, claims));
        } catch (JsonException e) {
            return new Invalid("the claims are not a JSON object");
        }
    }
}
