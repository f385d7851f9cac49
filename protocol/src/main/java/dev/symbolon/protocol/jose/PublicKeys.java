package dev.symbolon.protocol.jose;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.util.List;
import java.util.Set;

/**
 * A set of public keys that somebody has registered ({@code jwks}, RFC 7591 §2), checked before it is kept.
 *
 * @param jwks the set, as a JSON object
 */
public record PublicKeys(String jwks) {

    private static final int MOST_CHARACTERS = 32_768;
    private static final int MOST_KEYS = 50;
    private static final Set<String> PUBLIC_KINDS = Set.of("RSA", "EC", "OKP");
    private static final List<String> PRIVATE_PARTS = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    /** @throws OAuthException {@code invalid_request} if it is no key set, holds private keys, or none that verifies anything */
    public static PublicKeys of(JsonObject jwks) {
        try {
            List<JsonObject> keys = jwks.objects("keys");
            if (keys.isEmpty() || keys.size() > MOST_KEYS || jwks.toString().length() > MOST_CHARACTERS) {
                throw refused("must have 1 to " + MOST_KEYS + " keys in at most " + MOST_CHARACTERS + " characters");
            }
            for (JsonObject key : keys) {
                if (!PUBLIC_KINDS.contains(key.requiredString("kty"))
                        || PRIVATE_PARTS.stream().anyMatch(key::has)) {
                    throw refused("must hold public keys alone");
                }
            }
        } catch (JsonException e) {
            throw refused("must be a JWK set: " + e.getMessage());
        }
        return new PublicKeys(jwks.toString());
    }

    /** @throws OAuthException {@code invalid_request} if it is not such a set */
    public static PublicKeys parse(String text) {
        try {
            return of(JsonObject.parse(text));
        } catch (JsonException e) {
            throw refused("must be a JWK set: " + e.getMessage());
        }
    }

    /** Has the subject that stands before what is wrong with it. */
    private static OAuthException refused(String reason) {
        return OAuthException.invalidRequest("jwks " + reason);
    }
}
