package dev.symbolon.client;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.SigningKey;
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
            claims = values.size() == 1 ? claims.with(name, values.getFirst()) : claims.with(name, values);
        }
        return Parameters.none()
                .with("client_id", parameters.required("client_id"))
                .with("response_type", parameters.required("response_type"))
                .with("scope", parameters.required("scope"))
                .with("request", encrypted(key.sign("oauth-authz-req+jwt", claims)));
    }

    private String encrypted(String signed) {
        return registration
                .protection()
                .requestEncryption()
                .map(algorithms -> provider.encrypt(signed, algorithms))
                .orElse(signed);
    }
}
