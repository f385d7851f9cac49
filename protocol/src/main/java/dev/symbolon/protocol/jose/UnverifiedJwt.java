package dev.symbolon.protocol.jose;

import com.nimbusds.jose.util.Base64URL;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/**
 * What a signed JWT says of itself before anybody has verified it: good for finding out whose keys to verify it with, and for
 * nothing else.
 */
public record UnverifiedJwt(JsonObject header, JsonObject claims) {

    private static final int MOST_CHARACTERS = 16_384;

    /** Reads a JWT in compact form (RFC 7515 §7.1); nothing if it is none. */
    public static Optional<UnverifiedJwt> parse(String jwt) {
        int first = jwt.indexOf('.');
        int last = jwt.lastIndexOf('.');
        if (first <= 0 || first == last || jwt.indexOf('.', first + 1) != last || jwt.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new UnverifiedJwt(object(jwt.substring(0, first)), object(jwt.substring(first + 1, last))));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private static JsonObject object(String encoded) {
        return JsonObject.parse(new Base64URL(encoded).decodeToString());
    }

    /** The {@code alg} of the header; empty if there is none, or no text. */
    public String algorithm() {
        return text(header, "alg");
    }

    /** The {@code typ} of the header in lower case without {@code application/}, if there is one (RFC 7515 §4.1.9). */
    public Optional<String> type() {
        return Optional.of(text(header, "typ").toLowerCase(Locale.ROOT))
                .filter(text -> !text.isEmpty())
                .map(text -> text.startsWith("application/") ? text.substring("application/".length()) : text);
    }

    /** A claim; empty if it is absent, or no text. */
    public String claim(String name) {
        return text(claims, name);
    }

    private static String text(JsonObject json, String name) {
        return json.members().get(name) instanceof String text ? text : "";
    }

    /** Nothing of what it says: it may be a secret. */
    @Override
    public String toString() {
        return "UnverifiedJwt" + claims.names();
    }
}
