package dev.symbolon.server.client;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import java.util.List;
import java.util.Optional;

/**
 * How an application proves who it is.
 *
 * @param method the one method that is accepted of it (OIDC Registration §2, {@code token_endpoint_auth_method})
 * @param algorithm the one JWS algorithm that is accepted of it, if it signs assertions (OIDC Registration §2,
 *     {@code token_endpoint_auth_signing_alg}); absent means every one of the kind that the method needs
 * @param secretDigests keyed digests of its secrets: none for a public client, two while one replaces the other
 * @param keptSecrets the secrets themselves, encrypted, for the method that needs them: {@code client_secret_jwt}
 */
public record ClientCredentials(
        ClientAuthenticationMethod method,
        Optional<String> algorithm,
        List<String> secretDigests,
        List<String> keptSecrets,
        ClientKeys keys) {

    public ClientCredentials {
        secretDigests = List.copyOf(secretDigests);
        keptSecrets = List.copyOf(keptSecrets);
    }

    /** Those of an application that signs nothing. */
    public static ClientCredentials of(ClientAuthenticationMethod method, List<String> secretDigests) {
        return new ClientCredentials(method, Optional.empty(), secretDigests, List.of(), new ClientKeys.None());
    }

    public ClientCredentials withSecrets(List<String> digests, List<String> kept) {
        return new ClientCredentials(method, algorithm, digests, kept, keys);
    }

    public boolean isPublic() {
        return method == ClientAuthenticationMethod.NONE;
    }
}
