package dev.symbolon.example.webapp.page;

import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What stands in a JWT, for showing alone: nothing of it is verified here. */
record JwtText(JsonObject header, JsonObject claims) {

    /** Empty if the text is no signed JWT. */
    static Optional<JwtText> read(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new JwtText(json(parts[0]), json(parts[1])));
        } catch (IllegalArgumentException | JsonException e) {
            return Optional.empty();
        }
    }

    private static JsonObject json(String part) {
        return JsonObject.parse(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }
}
