package dev.symbolon.client;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Signs authorization requests, and encrypts them if told to (RFC 9101 §4, §6.1; OIDC Core §6.1). */
final class RequestObjects {

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final Registration registration;
    private final Provider provider;

    RequestObjects(Registration registration, Provider provider) {
        this.registration = registration;
        this.provider = provider;
    }

    /** What goes through the browser in place of the parameters: those that OAuth 2.0 demands, and the object. */
    Parameters sign(SigningKey key, Parameters parameters, Instant now) {
        JsonObject claims = JsonObject.empty()
                .with("iss", registration.clientId())
                .with("aud", registration.issuer())
                .with("jti", UUID.randomUUID())
                .with("iat", now.getEpochSecond())
                .with("nbf", now.getEpochSecond())
                .with("exp", now.plus(LIFETIME).getEpochSecond());
        for (String name : parameters.names()) {
            List<String> values = parameters.all(name);
            claims = claims.with(name, values.size() == 1 ? typed(name, values.getFirst()) : values);
        }
        return Parameters.none()
                .with("client_id", parameters.required("client_id"))
                .with("response_type", parameters.required("response_type"))
                .with("scope", parameters.required("scope"))
                .with("request", encrypted(key.sign("oauth-authz-req+jwt", claims)));
    }

    /** Numbers and structures are themselves in there, and not their text (RFC 9101 §4, OIDC Core §6.1). */
    private static Object typed(String name, String value) {
        try {
            return switch (name) {
                case "max_age" -> Long.valueOf(value);
                case "claims" -> JsonObject.parse(value);
                case "authorization_details" -> JsonObject.parseAll(value);
                default -> value;
            };
        } catch (JsonException e) {
            throw new IllegalArgumentException("the parameter " + name + " is malformed: " + e.getMessage(), e);
        }
    }

    private String encrypted(String signed) {
        return registration
                .protection()
                .requestEncryption()
                .map(algorithms -> provider.encrypt(signed, algorithms))
                .orElse(signed);
    }
}
