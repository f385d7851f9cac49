package dev.symbolon.server.client;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import java.util.List;

/**
 * How an application proves who it is.
 *
 * @param method the one method that is accepted of it (OIDC Registration §2, {@code token_endpoint_auth_method})
 * @param secretDigests keyed digests of its secrets: none for a public client, two while one replaces the other
 */
public record ClientCredentials(ClientAuthenticationMethod method, List<String> secretDigests) {

    public ClientCredentials {
        secretDigests = List.copyOf(secretDigests);
    }

    public boolean isPublic() {
        return method == ClientAuthenticationMethod.NONE;
    }
}
