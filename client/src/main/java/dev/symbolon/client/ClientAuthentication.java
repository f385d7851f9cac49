package dev.symbolon.client;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** How the application proves to the token endpoint who it is (OIDC Core §9). */
public sealed interface ClientAuthentication {

    /** The secret in the {@code Authorization} header (RFC 6749 §2.3.1). */
    record ClientSecretBasic(Secret secret) implements ClientAuthentication {}

    /** The secret in the body of the request (RFC 6749 §2.3.1). */
    record ClientSecretPost(Secret secret) implements ClientAuthentication {}

    /** A JWT signed with a private key, whose public key the provider knows: nothing secret is ever sent (RFC 7523 §2.2). */
    record PrivateKeyJwt(SigningKey key) implements ClientAuthentication {}

    /** A certificate that an authority vouches for, for a subject that the provider knows (RFC 8705 §2.1). */
    record TlsClientAuth(TlsIdentity identity) implements ClientAuthentication {}

    /** A certificate that the provider knows itself, or whose key it knows (RFC 8705 §2.2). */
    record SelfSignedTlsClientAuth(TlsIdentity identity) implements ClientAuthentication {}

    /** No secret, for an application that cannot keep one; its codes are bound by PKCE alone. */
    record None() implements ClientAuthentication {}

    /** The secret in the {@code Authorization} header: what a provider expects unless it was told otherwise. */
    static ClientAuthentication clientSecretBasic(Secret secret) {
        return new ClientSecretBasic(secret);
    }

    /** The secret in the body of the request. */
    static ClientAuthentication clientSecretPost(Secret secret) {
        return new ClientSecretPost(secret);
    }

    /** A JWT signed with this key; register {@link SigningKey#toPublicJwk} with the provider. */
    static ClientAuthentication privateKeyJwt(SigningKey key) {
        return new PrivateKeyJwt(key);
    }

    /** A certificate of an authority; register one of its names with the provider. */
    static ClientAuthentication tlsClientAuth(TlsIdentity identity) {
        return new TlsClientAuth(identity);
    }

    /** A certificate of the application's own; register it with the provider, in a key set ({@code x5c}). */
    static ClientAuthentication selfSignedTlsClientAuth(TlsIdentity identity) {
        return new SelfSignedTlsClientAuth(identity);
    }

    /** No secret. */
    static ClientAuthentication none() {
        return new None();
    }

    /**
     * Puts the proof into a request to the token endpoint.
     *
     * @param request its headers may be added to
     * @return the parameters with those that the method needs
     */
    default Parameters authenticate(
            Registration registration, Instant now, HttpRequest.Builder request, Parameters parameters) {
        ClientId client = registration.clientId();
        return switch (this) {
            case ClientSecretBasic(Secret secret) -> {
                // Both are form-encoded first, so that a colon or a special character survives (RFC 6749 §2.3.1).
                String pair = encode(client.value()) + ":" + encode(secret.reveal());
                String credentials = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
                request.header("Authorization", "Basic " + credentials);
                yield parameters;
            }
            case ClientSecretPost(Secret secret) -> naming(client, parameters).with("client_secret", secret.reveal());
            case PrivateKeyJwt(SigningKey key) ->
                parameters
                        .with("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                        .with("client_assertion", assertion(registration, now, key));
            case TlsClientAuth _, SelfSignedTlsClientAuth _, None _ -> naming(client, parameters);
        };
    }

    /** What the connection must show for it. */
    default Optional<TlsIdentity> certificate() {
        return switch (this) {
            case TlsClientAuth(TlsIdentity identity) -> Optional.of(identity);
            case SelfSignedTlsClientAuth(TlsIdentity identity) -> Optional.of(identity);
            case ClientSecretBasic _, ClientSecretPost _, PrivateKeyJwt _, None _ -> Optional.empty();
        };
    }

    private static Parameters naming(ClientId client, Parameters parameters) {
        return parameters.without("client_id").with("client_id", client.value());
    }

    /** For the issuer alone and for this moment, so that nobody else can use it (RFC 7523 §3). */
    private static String assertion(Registration registration, Instant now, SigningKey key) {
        return key.sign(
                "JWT",
                JsonObject.empty()
                        .with("iss", registration.clientId())
                        .with("sub", registration.clientId())
                        .with("aud", registration.issuer())
                        .with("jti", UUID.randomUUID())
                        .with("iat", now.getEpochSecond())
                        .with("exp", now.plusSeconds(60).getEpochSecond()));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
