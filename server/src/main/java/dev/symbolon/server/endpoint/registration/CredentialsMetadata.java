package dev.symbolon.server.endpoint.registration;

import static dev.symbolon.server.endpoint.registration.RegistrationEndpoint.refused;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.WebUri;
import dev.symbolon.protocol.jose.MacAlgorithm;
import dev.symbolon.protocol.jose.PublicKeys;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.CertificateSubject;
import dev.symbolon.server.client.CertificateSubject.Kind;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.client.Profile;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads how an application is going to prove who it is. */
record CredentialsMetadata(JsonObject metadata, List<ClientAuthenticationMethod> served, Profile profile) {

    /** The credentials, without secrets: those are the provider's to make. */
    ClientCredentials read() {
        ClientAuthenticationMethod method = metadata.string("token_endpoint_auth_method")
                .map(ClientAuthenticationMethod::parse)
                .orElse(profile.usualMethod());
        if (!served.contains(method)) {
            throw refused("token_endpoint_auth_method " + method + " is not served here");
        }
        ClientKeys keys = keys();
        boolean needsKeys = method == ClientAuthenticationMethod.PRIVATE_KEY_JWT
                || method == ClientAuthenticationMethod.SELF_SIGNED_TLS_CLIENT_AUTH;
        if (needsKeys && keys instanceof ClientKeys.None) {
            throw refused("token_endpoint_auth_method " + method + " needs jwks or jwks_uri");
        }
        return new ClientCredentials(
                method, algorithm(method), List.of(), List.of(), keys, Optional.empty(), certificateSubject(method));
    }

    private Optional<CertificateSubject> certificateSubject(ClientAuthenticationMethod method) {
        if (method != ClientAuthenticationMethod.TLS_CLIENT_AUTH) {
            return Optional.empty();
        }
        List<Kind> given = Arrays.stream(Kind.values())
                .filter(kind -> metadata.has(kind.member()))
                .toList();
        if (given.size() != 1) {
            throw refused("token_endpoint_auth_method tls_client_auth needs exactly one of "
                    + String.join(", ", CertificateSubject.members()));
        }
        return given.stream().findFirst().map(this::subject);
    }

    private CertificateSubject subject(Kind kind) {
        try {
            return CertificateSubject.parse(kind, metadata.requiredString(kind.member()));
        } catch (IllegalArgumentException e) {
            throw refused(kind.member() + " " + e.getMessage());
        }
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
