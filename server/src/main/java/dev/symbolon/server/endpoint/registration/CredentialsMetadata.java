package dev.symbolon.server.endpoint.registration;

import static dev.symbolon.server.endpoint.registration.RegistrationEndpoint.refused;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.WebUri;
import dev.symbolon.protocol.jose.MacAlgorithm;
import dev.symbolon.protocol.jose.PublicKeys;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.client.ClientKeys;
import java.util.List;
import java.util.Optional;

/** Reads how an application is going to prove who it is. */
record CredentialsMetadata(JsonObject metadata) {

    /** The credentials, without secrets: those are the provider's to make. */
    ClientCredentials read() {
        ClientAuthenticationMethod method = metadata.string("token_endpoint_auth_method")
                .map(ClientAuthenticationMethod::parse)
                .orElse(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        ClientKeys keys = keys();
        if (method == ClientAuthenticationMethod.PRIVATE_KEY_JWT && keys instanceof ClientKeys.None) {
            throw refused("token_endpoint_auth_method private_key_jwt needs jwks or jwks_uri");
        }
        return new ClientCredentials(method, algorithm(method), List.of(), List.of(), keys);
    }

    private ClientKeys keys() {
        if (metadata.has("jwks") && metadata.has("jwks_uri")) {
            throw refused("jwks and jwks_uri must not stand beside each other");
        }
        Optional<ClientKeys> registered =
                metadata.object("jwks").map(PublicKeys::of).map(ClientKeys.Registered::new);
        return registered
                .or(() -> metadata.string("jwks_uri").map(WebUri::parse).map(ClientKeys.Published::new))
                .orElseGet(ClientKeys.None::new);
    }

    private Optional<String> algorithm(ClientAuthenticationMethod method) {
        Optional<String> algorithm = metadata.string("token_endpoint_auth_signing_alg");
        algorithm.ifPresent(name -> {
            boolean suits = switch (method) {
                case PRIVATE_KEY_JWT -> SigningAlgorithm.find(name).isPresent();
                case CLIENT_SECRET_JWT -> MacAlgorithm.find(name).isPresent();
                default -> true;
            };
            if (!suits) {
                throw refused("token_endpoint_auth_signing_alg does not suit " + method);
            }
        });
        return method == ClientAuthenticationMethod.PRIVATE_KEY_JWT
                        || method == ClientAuthenticationMethod.CLIENT_SECRET_JWT
                ? algorithm
                : Optional.empty();
    }
}
