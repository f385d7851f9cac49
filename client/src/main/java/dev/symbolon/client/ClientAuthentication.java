package dev.symbolon.client;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Secret;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How the application proves to the token endpoint who it is (OIDC Core §9). */
public sealed interface ClientAuthentication {

    /** The secret in the {@code Authorization} header (RFC 6749 §2.3.1). */
    record ClientSecretBasic(Secret secret) implements ClientAuthentication {}

    /** The secret in the body of the request (RFC 6749 §2.3.1). */
    record ClientSecretPost(Secret secret) implements ClientAuthentication {}

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
    default Parameters authenticate(ClientId client, HttpRequest.Builder request, Parameters parameters) {
        return switch (this) {
            case ClientSecretBasic(Secret secret) -> {
                // Both are form-encoded first, so that a colon or a special character survives (RFC 6749 §2.3.1).
                String pair = encode(client.value()) + ":" + encode(secret.reveal());
                String credentials = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
                request.header("Authorization", "Basic " + credentials);
                yield parameters;
            }
            case ClientSecretPost(Secret secret) ->
                parameters.with("client_id", client.value()).with("client_secret", secret.reveal());
            case None() -> parameters.with("client_id", client.value());
        };
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
